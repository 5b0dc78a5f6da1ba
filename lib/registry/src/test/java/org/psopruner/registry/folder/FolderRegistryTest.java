package org.psopruner.registry.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.ModelReady;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.RefusedException;
import org.psopruner.registry.UnavailableException;
import org.psopruner.registry.testing.Models;

class FolderRegistryTest {
  @TempDir Path folder;

  @Test
  void aModelHasAFolderOfItsOwnWithAllOfIt() throws IOException {
    FinishedModel model = Models.in(folder.resolve("out"), "vgg16");
    FolderRegistry registry = new FolderRegistry(folder.resolve("models"));

    URI place = registry.register(model);

    Path there = folder.resolve("models/vgg16").resolve(model.id());
    assertThat(place).isEqualTo(there.toUri());
    for (String file : Models.FILES) {
      assertThat(there.resolve(file)).hasSameBinaryContentAs(folder.resolve("out/" + file));
    }
    assertThat(
            MessageJson.read(
                Files.readAllBytes(there.resolve("model-ready.json")), ModelReady.class))
        .isEqualTo(model.ready());
    Files.delete(folder.resolve("out/model.onnx"));
    assertThat(registry.register(model)).as("it is not read again").isEqualTo(place);
  }

  @Test
  void whatAnotherAttemptLeftIsReplaced() throws IOException {
    FinishedModel model = Models.in(folder.resolve("out"), "vgg16");
    Path draft = folder.resolve("models/vgg16/.draft-" + model.id());
    Files.createDirectories(draft);
    Files.writeString(draft.resolve("model.onnx"), "half");

    new FolderRegistry(folder.resolve("models")).register(model);

    assertThat(draft).doesNotExist();
    assertThat(folder.resolve("models/vgg16").resolve(model.id()).resolve("model.onnx"))
        .hasSameBinaryContentAs(folder.resolve("out/model.onnx"));
  }

  @Test
  void aFolderThatCannotBeWrittenIsUnavailableAndAModelThatIsGoneRefused() throws IOException {
    FinishedModel model = Models.in(folder.resolve("out"), "vgg16");
    Path inTheWay = Files.writeString(folder.resolve("models"), "no folder");
    FolderRegistry registry = new FolderRegistry(inTheWay);

    assertThatThrownBy(() -> registry.register(model))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("cannot write into " + inTheWay);
    Files.delete(inTheWay);
    Files.delete(folder.resolve("out/model.onnx"));
    assertThatThrownBy(() -> registry.register(model)).isInstanceOf(RefusedException.class);
    assertThat(folder.resolve("models/vgg16")).doesNotExist();
  }
}
