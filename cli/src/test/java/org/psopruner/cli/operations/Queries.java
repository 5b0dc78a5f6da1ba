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

/** What the dashboard and the alerts that are deployed ask Prometheus, and whom it asks. */
final class Queries {
  private static final Path FOLDER =
      Path.of(System.getProperty("psopruner.home"), "deploy/components/observability");

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Grafana's own, around a metric. */
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\(([^,]+),.*");

  private Queries() {}

  static List<String> all() throws IOException {
    return Stream.concat(panels().stream(), rules().findValuesAsText("expr").stream()).toList();
  }

  /** The dashboard's, with what Grafana puts in place of its variables. */
  static List<String> panels() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
    return Stream.concat(
            dashboard.findValuesAsText("expr").stream(),
            dashboard.findValuesAsText("query").stream()
                .flatMap(query -> LABEL_VALUES.matcher(query).results())
                .map(MatchResult::group)
                .map(query -> query.replaceFirst(LABEL_VALUES.pattern(), "$1")))
        .map(query -> query.replace("$__rate_interval", "2m").replace("$experiment", ".*"))
        .toList();
  }

  /** The groups of alerts, as Prometheus reads them. */
  static JsonNode rules() throws IOException {
    return YAML.readTree(FOLDER.resolve("rules.yaml").toFile()).path("spec");
  }

  /** One for each service. */
  static List<JsonNode> monitors() throws IOException {
    try (var documents =
        YAML.readerFor(JsonNode.class)
            .<JsonNode>readValues(FOLDER.resolve("monitors.yaml").toFile())) {
      return documents.readAll();
    }
  }
}
