package org.psopruner.cli.inspect;

import java.nio.file.Path;
import org.psopruner.cli.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner inspect}: shows what an ONNX file holds. */
@Command(
    name = "inspect",
    description = "Shows a network's layers, channels, parameters, multiply-accumulates and bytes.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner inspect model.onnx",
      "  psopruner inspect --json model.onnx | jq .parameters",
    })
public final class InspectCommand implements Runnable {
  private final Screen screen;

  @Parameters(paramLabel = "FILE", description = "The ONNX file.")
  private Path file;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public InspectCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Inspection inspection = Inspection.of(file);
    screen.show(inspection, json, inspection.lines());
  }
}
