package org.psopruner.cli.remote;

import java.util.Map;
import org.psopruner.cli.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code psopruner stop}. */
@Command(
    name = "stop",
    description =
        "Ends an experiment's search now: without a model, or with the best so far retrained.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner stop vgg16-nightly",
      "  psopruner stop vgg16-nightly --retrain",
    })
public final class StopCommand extends ChangeCommand {
  @Option(
      names = "--retrain",
      description = "Hand the best so far to the retrainer; pick, another one.")
  private boolean retrain;

  public StopCommand(Screen screen) {
    super(screen, "stop");
  }

  @Override
  Map<String, Object> body() {
    return Map.of("retrain", retrain);
  }
}
