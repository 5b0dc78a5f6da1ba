package org.psopruner.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Reason;
import org.psopruner.cli.Screen;
import org.psopruner.messages.rest.ExperimentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner submit}: asks a coordinator for an experiment. */
@Command(
    name = "submit",
    description = {
      "Asks a coordinator for an experiment, and shows it.",
      "describe writes one to begin with; the files that it names must lie where the services see"
          + " them."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner describe --model /models/vgg16.onnx --data /data/cifar10 --output /out/vgg16 >"
          + " vgg16.json",
      "  psopruner submit vgg16.json",
      "  psopruner submit nightly.yaml --key nightly-2026-11-24",
      "  psopruner submit - --coordinator http://coordinator:8080 < vgg16.json",
    })
public final class SubmitCommand implements Runnable {
  private static final int MAX_BYTES = 1 << 20;
  private static final String STANDARD_INPUT = "-";

  /** Printable ASCII: it is sent as a header. */
  private static final Pattern KEY = Pattern.compile("[ -~]+");

  private final Screen screen;
  private final InputStream in;

  @Mixin private CoordinatorOption coordinator;

  @Parameters(
      paramLabel = "FILE",
      description = "The experiment in JSON or, as .yaml or .yml, in YAML; - is standard input.")
  private Path file;

  @Option(
      names = "--key",
      paramLabel = "TEXT",
      description =
          "Makes it safe to submit again: the same key and content give the same experiment. The"
              + " content needs no id then.")
  private String key;

  @Option(names = "--json", description = "As JSON: the experiment as it stands.")
  private boolean json;

  /**
   * @param in what {@code -} reads
   */
  public SubmitCommand(Screen screen, InputStream in) {
    this.screen = screen;
    this.in = in;
  }

  @Override
  public void run() {
    if (key != null && !KEY.matcher(key).matches()) {
      throw new BadInputException(
          "--key is %s; it must be of letters without accents, digits, blanks and signs, in one line"
              .formatted(key.isEmpty() ? "empty" : key));
    }
    String name = file.toString();
    String type =
        name.endsWith(".yaml") || name.endsWith(".yml") ? "application/yaml" : "application/json";
    byte[] body = read();
    ExperimentView view = coordinator.open().create(body, type, Optional.ofNullable(key));
    screen.show(view, json, List.of(ExperimentLine.of(view)));
  }

  private byte[] read() {
    try (InputStream from =
        file.toString().equals(STANDARD_INPUT) ? in : Files.newInputStream(file)) {
      byte[] body = from.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new BadInputException(
            "%s has more than 1 MiB, which no experiment needs".formatted(file));
      }
      return body;
    } catch (IOException e) {
      throw new BadInputException(
          "%s cannot be read (%s); give a file with an experiment in it"
              .formatted(file, Reason.of(e)),
          e);
    }
  }
}
