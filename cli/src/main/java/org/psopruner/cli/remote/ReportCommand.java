package org.psopruner.cli.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.result.Comparison;
import org.psopruner.cli.result.ReportFile;
import org.psopruner.messages.report.RunReport;
import org.psopruner.messages.rest.ExperimentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner report}: what came of an experiment. */
@Command(
    name = "report",
    description = {
      "Shows what came of a finished run, from its output folder, or of an experiment so far, from"
          + " its coordinator.",
      "What is a folder or a file here is taken for that, everything else for an id."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner report psopruner-out/",
      "  psopruner report vgg16-nightly --coordinator http://coordinator:8080",
      "  psopruner report vgg16-nightly --html vgg16-nightly.html",
      "  psopruner report psopruner-out/ --json | jq .after.parameters",
    })
public final class ReportCommand implements Runnable {
  private final Screen screen;

  @Mixin private CoordinatorOption option;

  @Parameters(
      paramLabel = "FOLDER|ID",
      description = "A run's output folder, or an experiment's id.")
  private String what;

  @Option(names = "--json", description = "As JSON: report.json, or the experiment as it stands.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = {
        "Also write what the coordinator's page shows of the experiment, as one file that needs"
            + " neither a coordinator nor a network. A run leaves one in its output folder."
      })
  private Optional<Path> html = Optional.empty();

  public ReportCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    if (Files.exists(Path.of(what))) {
      html.ifPresent(
          file -> {
            throw new BadInputException(
                "--html is %s, and %s is no experiment of a coordinator; a run leaves report.html in its output folder"
                    .formatted(file, what));
          });
      RunReport report = ReportFile.read(Path.of(what));
      screen.show(report, json, Comparison.lines(report, screen.bar()));
      return;
    }
    html.ifPresent(file -> new OutputFile("--html", file).requireUsable());
    RemoteCoordinator coordinator = option.open();
    ExperimentView view = coordinator.experiment(what);
    html.ifPresent(file -> new OutputFile("--html", file).write(coordinator.report(what)));
    WatchFrame frame =
        new WatchFrame(
            view,
            coordinator.history(what),
            coordinator.workers(what),
            view.globalBest().isPresent()
                ? Optional.of(coordinator.structure(what))
                : Optional.empty());
    screen.show(
        view,
        json,
        frame.lines(new WatchFrame.Style(screen.bar(), screen.sparkline(), screen.paint())));
  }
}
