package org.psopruner.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.registry.testing.Models;

class FinishedModelTest {
  @TempDir Path folder;

  @Test
  void itsFilesAreThoseThatItsMessageNames() {
    FinishedModel model = Models.in(folder, "vgg16");

    assertThat(model.model().mediaType()).isEqualTo("application/vnd.onnx");
    assertThat(model.model().bytes()).isEqualTo(300_000);
    assertThat(model.companions())
        .extracting(ModelFile::name)
        .containsExactly("report.json", "structure.json", "README.md");
    assertThat(model.companions())
        .extracting(ModelFile::mediaType)
        .containsExactly("application/json", "application/json", "text/markdown");
  }

  @Test
  void aFileThatWasChangedOrIsGoneIsRefused() throws IOException {
    FinishedModel model = Models.in(folder, "vgg16");
    Files.writeString(folder.resolve("model.onnx"), "another");
    Files.delete(folder.resolve("README.md"));

    assertThatThrownBy(model::model)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it was changed or is another file");
    assertThatThrownBy(model::companions)
        .isInstanceOf(RefusedException.class)
        .hasMessageEndingWith("README.md is not there");
  }

  @Test
  void aNameIsFilledInFromExperimentAndBaseline() {
    FinishedModel model = Models.in(folder, "night-run");

    assertThat(model.name("models/{baseline}-pruned/{experiment}"))
        .isEqualTo("models/vgg16-pruned/night-run");
  }
}
