package org.psopruner.cli.result;

import java.nio.file.Path;
import java.util.List;
import org.psopruner.cli.Screen;
import org.psopruner.messages.report.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner compare}: two finished runs beside each other. */
@Command(
    name = "compare",
    description = "Puts two finished runs beside each other: models, searches, channels.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner compare first-out/ second-out/",
      "  psopruner compare first-out/ second-out/ --json | jq '.[].after.testAccuracy'",
    })
public final class CompareCommand implements Runnable {
  private final Screen screen;

  @Parameters(index = "0", paramLabel = "A", description = "A run's output folder.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "Another run's.")
  private Path second;

  @Option(names = "--json", description = "As JSON: the two reports in a list.")
  private boolean json;

  public CompareCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    RunReport a = ReportFile.read(first);
    RunReport b = ReportFile.read(second);
    screen.show(List.of(a, b), json, new SideBySide(name(first), a, name(second), b).lines());
  }

  private static String name(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }
}
