package org.psopruner.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the dashboard and the alerts that are deployed ask Prometheus. */
final class Queries {
  private static final Path FOLDER =
      Path.of(System.getProperty("psopruner.home"), "deploy/components/observability");

  /** Grafana's own, around a metric. */
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\(([^,]+),.*");

  private Queries() {}

  static List<String> all() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
    JsonNode rules = new YAMLMapper().readTree(FOLDER.resolve("rules.yaml").toFile());
    return Stream.of(
            dashboard.findValuesAsText("expr").stream(),
            dashboard.findValuesAsText("query").stream()
                .flatMap(query -> LABEL_VALUES.matcher(query).results())
                .map(MatchResult::group)
                .map(query -> query.replaceFirst(LABEL_VALUES.pattern(), "$1")),
            rules.findValuesAsText("expr").stream())
        .flatMap(queries -> queries)
        .toList();
  }
}
