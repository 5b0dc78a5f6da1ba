package org.psopruner.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.cli.BadInputException;

class OutputFolderTest {
  @TempDir Path folder;

  private void leaveARun(String... files) throws IOException {
    OutputFolder.claim(folder, false).close();
    for (String file : files) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "old");
    }
  }

  @Test
  void anUnfinishedRunIsReplaced() throws IOException {
    leaveARun(
        "logs/coordinator.log",
        "broker/data/x",
        "history.csv",
        "front.csv",
        "front/0.json",
        ".draft-7/model.onnx",
        "notes.txt");

    OutputFolder.claim(folder, false).close();

    assertThat(folder.resolve("logs")).doesNotExist();
    assertThat(folder.resolve("broker")).doesNotExist();
    assertThat(folder.resolve("history.csv")).doesNotExist();
    assertThat(folder.resolve("front.csv")).doesNotExist();
    assertThat(folder.resolve("front")).doesNotExist();
    assertThat(folder.resolve(".draft-7")).doesNotExist();
    assertThat(folder.resolve("notes.txt")).exists();
  }

  @Test
  void aRetrainingCanGoOnFromTheCheckpointOfAnUnfinishedRun() throws IOException {
    leaveARun("checkpoint.bin");

    OutputFolder.claim(folder, false).close();

    assertThat(folder.resolve("checkpoint.bin")).exists();
  }

  @Test
  void aFinishedRunIsReplacedOnlyWhenAskedFor() throws IOException {
    leaveARun("report.json", "model.onnx");

    assertThatThrownBy(() -> OutputFolder.claim(folder, false))
        .isInstanceOf(BadInputException.class);
    assertThat(folder.resolve("model.onnx")).exists();
    OutputFolder.claim(folder, true).close();
    assertThat(folder.resolve("model.onnx")).doesNotExist();
  }

  @Test
  void oneRunAtATime() {
    try (OutputFolder first = OutputFolder.claim(folder, false)) {
      assertThatThrownBy(() -> OutputFolder.claim(folder, false))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(first.path().toString());
    }
    OutputFolder.claim(folder, false).close();
  }

  /** Before a run is prepared, which may take an analysis. */
  @Test
  void whoLooksOnlySeesARunThatIsGoingOn() {
    try (OutputFolder first = OutputFolder.claim(folder, false)) {
      assertThatThrownBy(() -> OutputFolder.requireUsable(folder, false))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(first.path().toString());
    }
    OutputFolder.requireUsable(folder, false);
    OutputFolder.claim(folder, false).close();
  }
}
