package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.messages.report.RunReport;

/** The command with a real broker and real services, on the demo's network and data. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunIT {
  @TempDir static Path folder;

  private CommandProcess finished;

  private static CommandProcess run(Path output, Object... more) throws IOException {
    List<Object> common =
        List.of(
            "run",
            "--model",
            Shell.MODEL,
            "--data",
            Shell.DATA,
            "--output",
            output,
            "--particles",
            "4",
            "--validation-images",
            "100",
            "--recalibration-images",
            "100",
            "--batch",
            "100");
    return CommandProcess.start(folder, Stream.concat(common.stream(), Stream.of(more)).toArray());
  }

  @BeforeAll
  void runOnce() throws IOException, InterruptedException {
    finished = run(folder.resolve("out"), "--iterations", "2", "--epochs", "1");
    assertThat(finished.exitCode()).as("%s", finished).isZero();
  }

  @Test
  void showsProgressAndTheTable() throws IOException {
    assertThat(finished.out())
        .contains("analysing how sensitive each layer is", "features.17 (6 of 6)")
        .containsPattern("iteration \\d/2  evaluations \\d+ done, \\d+ outstanding")
        .containsPattern("parameters +289,194 +[\\d,]+ +-\\d+\\.\\d %")
        .containsPattern("test accuracy +85\\.\\d+ % ")
        .containsPattern("latency, batch 100 ")
        .containsPattern("features\\.17 +\\S+ +\\d+ of 128");
    assertThat(finished.err()).isEmpty();
  }

  @Test
  void leavesASmallerModelAndAllAboutIt() throws IOException {
    Path output = folder.resolve("out");
    assertThat(output)
        .isDirectoryContaining("glob:**/model.zip")
        .isDirectoryContaining("glob:**/structure.json")
        .isDirectoryContaining("glob:**/report.md");
    RunReport report = RunReport.read(output.resolve("report.json"));
    assertThat(report.after().parameters()).isBetween(1L, 289_194L / 4);
    assertThat(Shell.run("inspect", output.resolve("model.onnx")).out())
        .contains("parameters  " + String.format("%,d", report.after().parameters()));
    assertThat(Files.readAllLines(output.resolve("history.csv")))
        .hasSize(1 + report.search().orElseThrow().evaluations())
        .anyMatch(row -> row.contains(report.search().orElseThrow().evaluationId()));
    assertThat(output.resolve("broker")).doesNotExist();
    assertThat(output.resolve("front")).doesNotExist();
  }

  @Test
  void leavesTheStructuresOfTheWholeFront() throws IOException, InterruptedException {
    Path output = folder.resolve("pareto");
    try (CommandProcess command =
        run(output, "--swarm", "pareto", "--iterations", "1", "--epochs", "0")) {
      assertThat(command.exitCode()).as("%s", command).isZero();
      assertThat(command.out()).contains("model.zip, front.csv, report.md");
    }
    RunReport report = RunReport.read(output.resolve("report.json"));
    List<String> rows = Files.readAllLines(output.resolve("front.csv"));
    assertThat(rows)
        .hasSizeGreaterThan(1)
        .anyMatch(row -> row.contains(report.search().orElseThrow().evaluationId()));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",", -1);
      assertThat(Shell.parameters(output.resolve("front/" + cells[2] + ".json")))
          .isEqualTo(Integer.parseInt(cells[4]));
    }
  }

  @Test
  void aWorkerThatIsKilledChangesNothing() throws IOException, InterruptedException {
    Path output = folder.resolve("killed");
    try (CommandProcess command = run(output, "--iterations", "2", "--epochs", "0")) {
      Path log = output.resolve("logs/worker-1.log");
      Awaitility.await("a first score, with others to come")
          .atMost(Duration.ofMinutes(5))
          .until(() -> Files.exists(log) && Files.readString(log).contains("accuracy"));
      command.children("fitness-worker/target/quarkus-app").get(0).destroyForcibly();
      assertThat(command.exitCode()).as("%s", command).isZero();
      assertThat(command.out()).contains("(exit code 137); starting it again");
    }
    assertThat(RunReport.read(output.resolve("report.json")).search())
        .isEqualTo(RunReport.read(folder.resolve("out/report.json")).search());
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "KILL, 137"})
  void leavesNoProcessBehind(String signal, int exitCode) throws Exception {
    Path output = folder.resolve("ended-" + signal);
    try (CommandProcess command = run(output, "--start", "random", "--iterations", "1000")) {
      command.awaitOutput("evaluations ");
      List<ProcessHandle> children = command.children("java");
      assertThat(children).hasSize(5);
      Shell second =
          Shell.run("run", "--model", Shell.MODEL, "--data", Shell.DATA, "--output", output);
      BadInputTest.assertBadInput(second, "--output is " + output, "another psopruner");

      command.signal(signal);

      assertThat(command.exitCode()).isEqualTo(exitCode);
      assertNothingIsLeft(command, children);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"starting a broker", "evaluations "})
  void endsQuietlyOnCtrlCInATerminal(String when) throws Exception {
    try (CommandProcess command = run(folder.resolve("c-" + when.strip()), "--epochs", "0")) {
      command.awaitOutput(when);
      List<ProcessHandle> children = command.children("java");

      command.signalAll("INT");

      assertThat(command.exitCode()).isEqualTo(130);
      assertNothingIsLeft(command, children);
    }
  }

  private static void assertNothingIsLeft(CommandProcess command, List<ProcessHandle> children)
      throws IOException {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    assertThat(command.err()).isEmpty();
  }
}
