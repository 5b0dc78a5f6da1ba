package org.psopruner.cli.remote;

import java.util.Map;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.messages.SwarmParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code psopruner extend}. */
@Command(
    name = "extend",
    description = "Gives an experiment that is being searched, or paused, more iterations.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  psopruner extend vgg16-nightly --iterations 20"})
public final class ExtendCommand extends ChangeCommand {
  @Option(
      names = "--iterations",
      required = true,
      paramLabel = "N",
      description = "How many more (1 to 1,000,000).")
  private int iterations;

  public ExtendCommand(Screen screen) {
    super(screen, "extend");
  }

  @Override
  Map<String, Object> body() {
    return Map.of(
        "iterations", Range.check("--iterations", iterations, 1, SwarmParameters.MAX_ITERATIONS));
  }
}
