package org.psopruner.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.output.OutputFolder;
import org.psopruner.cli.process.CoordinatorClient;
import org.psopruner.cli.process.Pipeline;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.result.Comparison;
import org.psopruner.cli.result.FrontFile;
import org.psopruner.cli.result.Results;
import org.psopruner.cli.text.Figures;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.messages.report.RunReport;

/** A run from its request to its report. */
final class ExperimentRun {
  private final Screen screen;
  private final InstantSource clock = InstantSource.system();

  ExperimentRun(Screen screen) {
    this.screen = screen;
  }

  /**
   * Checks, runs, reports.
   *
   * @throws org.psopruner.cli.BadInputException before anything was started
   * @throws RunFailedException if it does not end well
   */
  void run(RunRequest request, Place place) {
    Instant start = clock.instant();
    Path path = place.pipeline().output();
    OutputFolder.requireUsable(path, place.overwrite());
    OutputFolder.requireOutside(path, "the model", request.model());
    ExperimentSpec spec =
        new Preparation(clock, Runtime.getRuntime().availableProcessors(), screen.progress(clock))
            .prepare(request, path);
    try (OutputFolder output = OutputFolder.claim(path, place.overwrite())) {
      search(spec, place);
      if (!place.keepBrokerData()) {
        output.deleteBrokerData();
      }
    }
    print(path, Duration.between(start, clock.instant()));
  }

  private void search(ExperimentSpec spec, Place place) {
    ProgressDisplay display = screen.progress(clock);
    Pipeline pipeline = new Pipeline(place.pipeline(), display::say, clock);
    Thread onExit = new Thread(pipeline::close, "end-processes");
    Runtime.getRuntime().addShutdownHook(onExit);
    try (pipeline) {
      display.say(
          "starting %sa coordinator, %d %s and a retrainer"
              .formatted(
                  place.pipeline().kafka().isPresent() ? "" : "a broker, ",
                  place.pipeline().workers(),
                  place.pipeline().workers() == 1 ? "worker" : "workers"));
      pipeline.start();
      CoordinatorClient coordinator = new CoordinatorClient(pipeline.coordinator());
      coordinator.create(spec);
      Follower follower = new Follower(spec.id(), pipeline, coordinator, display, clock);
      follower.follow(place.pipeline().output());
      new OutputFile("--output", place.pipeline().output().resolve(OutputFolder.PAGE_REPORT))
          .write(follower.report());
    } finally {
      display.end();
    }
  }

  private void print(Path output, Duration time) {
    try {
      RunReport report = RunReport.read(output.resolve(RunReport.FILE_NAME));
      screen.out().println();
      Comparison.lines(report, screen.bar()).forEach(screen.out()::println);
      screen.out().println();
      screen
          .out()
          .printf(
              "done in %s; %s are in %s%n",
              Figures.time(time),
              Results.of(
                  output,
                  "model.onnx",
                  "model.zip",
                  FrontFile.NAME,
                  "report.md",
                  OutputFolder.PAGE_REPORT),
              output);
      screen.out().flush();
    } catch (UnreadableFileException | MessageException e) {
      throw new RunFailedException("the retrainer left no report: " + e.getMessage(), e);
    }
  }
}
