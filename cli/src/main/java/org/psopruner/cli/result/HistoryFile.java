package org.psopruner.cli.result;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.psopruner.messages.rest.EvaluationView;

/**
 * {@code history.csv}: a row for each evaluation, in the order in which particles asked. Of one
 * that ended early the accuracy is not known, but what it is {@code accuracy_at_most}; {@code
 * images} were looked at. One that was known is {@code taken_from} another experiment. The column
 * {@code kept} holds {@code group=channels} pairs; fields are quoted as in RFC 4180.
 */
public final class HistoryFile {
  /** Its name in the output folder. */
  public static final String NAME = "history.csv";

  private static final String HEADER =
      "iteration,particle,evaluation_id,accuracy,accuracy_at_most,loss,images,parameters,macs,bytes,kept,worker,millis,taken_from,failure";

  private HistoryFile() {}

  /** What the file holds. */
  public static byte[] bytes(List<EvaluationView> evaluations) {
    return Stream.concat(Stream.of(HEADER), evaluations.stream().map(HistoryFile::line))
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String line(EvaluationView evaluation) {
    return Stream.of(
            String.valueOf(evaluation.iteration()),
            String.valueOf(evaluation.particle()),
            evaluation.evaluationId(),
            decimal(evaluation.accuracy()),
            decimal(evaluation.accuracyAtMost()),
            decimal(evaluation.loss()),
            evaluation.images().map(String::valueOf).orElse(""),
            String.valueOf(evaluation.cost().parameters()),
            String.valueOf(evaluation.cost().macs()),
            String.valueOf(evaluation.cost().bytes()),
            kept(evaluation),
            evaluation.worker(),
            String.valueOf(evaluation.millis()),
            evaluation.takenFrom().orElse(""),
            evaluation.failure().orElse(""))
        .map(HistoryFile::quoted)
        .collect(Collectors.joining(","));
  }

  private static String decimal(Optional<Double> value) {
    return value.map(v -> String.format(Locale.ROOT, "%.6f", v)).orElse("");
  }

  private static String kept(EvaluationView evaluation) {
    return evaluation.keptChannels().entrySet().stream()
        .map(group -> group.getKey() + "=" + group.getValue())
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String field) {
    return field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + field.replace("\"", "\"\"") + '"'
        : field;
  }
}
