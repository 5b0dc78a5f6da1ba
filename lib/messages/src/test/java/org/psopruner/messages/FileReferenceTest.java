package org.psopruner.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileReferenceTest {
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  @Test
  void aFileIsVerifiedByItsHash() throws Exception {
    Path file = Files.writeString(folder.resolve("a model.onnx"), "abc");

    FileReference reference = FileReference.of(file);

    assertThat(reference.sha256()).isEqualTo(SHA256_OF_ABC);
    assertThat(reference.verified()).isEqualTo(file);
  }

  @Test
  void aFileThatChangedIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("model.onnx"), "abc");
    FileReference reference = FileReference.of(file);
    Files.writeString(file, "abd");

    assertThatThrownBy(reference::verified)
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContainingAll(file.toString(), SHA256_OF_ABC, "changed");
  }

  @Test
  void aMissingFileIsRefused() {
    Path file = folder.resolve("none.onnx");

    assertThatThrownBy(() -> new FileReference(file.toUri(), SHA256_OF_ABC).verified())
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(file + " is not there");
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> FileReference.of(folder))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(folder + " is no file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/model.onnx",
        "http://models/vgg16.onnx",
        "jar:file:///models.zip!/vgg16.onnx",
        "file:model.onnx",
        "file://models/vgg16.onnx",
        "file:///model.onnx?version=2",
        "file:///a%00b",
        "model.onnx"
      })
  void aUriThatIsNoFileOfThisMachineIsRefused(String uri) {
    assertThatThrownBy(() -> new FileReference(URI.create(uri), SHA256_OF_ABC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "uri is %s; it must be a file: URI of an absolute path, such as file:///models/vgg16.onnx; nothing else is read or written",
            uri);
  }
}
