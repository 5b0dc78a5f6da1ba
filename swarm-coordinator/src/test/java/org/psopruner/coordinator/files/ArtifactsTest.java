package org.psopruner.coordinator.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.messages.rest.ArtifactsView.ArtifactView;

class ArtifactsTest {
  @TempDir Path folder;

  private Path output;
  private ExperimentSpec experiment;

  @BeforeEach
  void finishedRun() throws Exception {
    output = Files.createDirectory(folder.resolve("out"));
    Files.writeString(output.resolve("model.onnx"), "weights");
    Files.writeString(output.resolve("report.md"), "# Report");
    Files.writeString(output.resolve("passwords.txt"), "secret");
    Files.writeString(folder.resolve("secret.json"), "{}");
    experiment = Scenario.withOutput(Scenario.experiment("a", 2, 1), output.toUri());
  }

  @Test
  void whatARunWritesIsHandedOut() throws Exception {
    Artifacts artifacts = new Artifacts(FileRoots.ANY);

    assertThat(artifacts.of(experiment))
        .extracting(ArtifactView::name)
        .containsExactly("model.onnx", "report.md");
    ArtifactView model = artifacts.of(experiment, "model.onnx").orElseThrow();
    assertThat(model.bytes()).isEqualTo(7);
    try (InputStream in = artifacts.open(experiment, model)) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("weights");
    }
  }

  @Test
  void nothingElseIs() throws Exception {
    Artifacts artifacts = new Artifacts(FileRoots.ANY);
    Files.createSymbolicLink(output.resolve("report.json"), folder.resolve("secret.json"));

    assertThat(artifacts.of(experiment, "passwords.txt")).isEmpty();
    assertThat(artifacts.of(experiment, "../secret.json")).isEmpty();
    assertThat(artifacts.of(experiment, "report.json")).isEmpty();
  }

  @Test
  void anOutputOutsideOfTheRootsIsNotLookedInto() {
    Artifacts artifacts = new Artifacts(FileRoots.of(List.of(folder.resolve("else").toString())));

    assertThatThrownBy(() -> artifacts.of(experiment))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("output is " + output.toUri());
  }

  /** A link may have been put there after the list was made. */
  @Test
  void aLinkIsNotOpened() throws Exception {
    Artifacts artifacts = new Artifacts(FileRoots.ANY);
    ArtifactView report = artifacts.of(experiment, "report.md").orElseThrow();
    Files.delete(output.resolve("report.md"));
    Files.createSymbolicLink(output.resolve("report.md"), folder.resolve("secret.json"));

    assertThatThrownBy(() -> artifacts.open(experiment, report))
        .isInstanceOf(UnreadableFileException.class);
  }
}
