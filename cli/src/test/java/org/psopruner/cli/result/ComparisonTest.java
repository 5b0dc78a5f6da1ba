package org.psopruner.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Views;
import org.psopruner.cli.text.Bar;
import org.psopruner.messages.report.RunReport;

class ComparisonTest {
  private static final Bar BAR = new Bar('#', '.', 8);

  @Test
  void showsBeforeAndAfterAndTheChannelsKept() {
    RunReport report =
        report(
            figures(1_000, 0.8539, Optional.of(0.8500), 2.0),
            figures(240, 0.8612, Optional.of(0.8504), 0.5));

    assertThat(Comparison.lines(report, BAR))
        .containsExactly(
            "                       before     after        change",
            "-----------------------------------------------------",
            "parameters              1,000       240       -76.0 %",
            "MACs                   10,000     2,400       -76.0 %",
            "file bytes              4,500     1,460       -67.6 %",
            "validation accuracy   85.39 %   86.12 %  +0.73 points",
            "test accuracy         85.00 %   85.04 %  +0.04 points",
            "latency, batch 1     2.000 ms  0.500 ms       -75.0 %",
            "",
            "channels kept",
            "conv1    ####....  16 of 32",
            "conv2.b  ########  64 of 64");
  }

  @Test
  void dataWithoutTestImagesShowNoTestAccuracy() {
    RunReport report =
        report(
            figures(1_000, 0.85, Optional.empty(), 2.0), figures(240, 0.86, Optional.empty(), 0.5));

    assertThat(Comparison.lines(report, BAR))
        .anyMatch(line -> line.matches("test accuracy +- +- +-"));
  }

  @Test
  void putsTwoRunsBesideEachOther(@TempDir Path folder) throws Exception {
    RunReport.ModelFigures before = figures(1_000, 0.8539, Optional.of(0.8500), 2.0);
    report(before, figures(240, 0.8612, Optional.of(0.8504), 0.5))
        .write(Files.createDirectory(folder.resolve("first")).resolve("report.json"));
    report(before, figures(120, 0.8512, Optional.empty(), 0.25))
        .write(Files.createDirectory(folder.resolve("second")).resolve("report.json"));

    List<String> lines =
        new SideBySide(
                "first",
                ReportFile.read(folder.resolve("first")),
                "second",
                ReportFile.read(folder.resolve("second/report.json")))
            .lines();

    assertThat(lines)
        .startsWith(
            "model                   first    second        change",
            "-----------------------------------------------------",
            "parameters                240       120       -50.0 %",
            "MACs                    2,400     1,200       -50.0 %",
            "file bytes              1,460       980       -32.9 %",
            "validation accuracy   86.12 %   85.12 %  -1.00 points",
            "test accuracy         85.04 %         -             -",
            "latency, batch 1     0.500 ms  0.250 ms       -50.0 %",
            "")
        .anyMatch(line -> line.matches("channels kept +first +second"))
        .anyMatch(line -> line.matches("conv1 +16 of 32 +16 of 32"));
    assertThatThrownBy(() -> ReportFile.read(folder.resolve("third")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("third is not there; give the output folder of a finished run");
  }

  private static RunReport.ModelFigures figures(
      long parameters, double validation, Optional<Double> test, double millis) {
    return new RunReport.ModelFigures(
        parameters,
        10 * parameters,
        4 * parameters,
        4 * parameters + 500,
        validation,
        test,
        1_000,
        List.of(new RunReport.LatencyFigure(1, 2, 100, millis)),
        Views.SHA256);
  }

  private static RunReport report(RunReport.ModelFigures before, RunReport.ModelFigures after) {
    return new RunReport(
        RunReport.VERSION,
        Instant.EPOCH,
        new RunReport.Request(
            "demo",
            Views.spec().baseline(),
            Views.spec().dataset(),
            200,
            100,
            Views.spec().retraining()),
        Optional.empty(),
        new RunReport.Retraining(0, 0, 0, List.of()),
        before,
        after,
        List.of(
            new RunReport.GroupChannels("conv1", 32, 16),
            new RunReport.GroupChannels("conv2.b", 64, 64)),
        new RunReport.Parity(1e-5, 64),
        new RunReport.DatasetFigures(Views.SHA256, Optional.empty(), 3600, 400, 1000),
        new RunReport.Versions("0.1.0", "17", "DL4J", "1.29.0", "Linux", "2 cores"));
  }
}
