package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {
  @TempDir Path folder;

  @Test
  void showsLayersAndTotals() {
    Shell shell = Shell.run("inspect", Shell.MODEL);

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out())
        .contains("parameters  289,194")
        .contains("MACs        38,634,752")
        .contains("file        1,166,365 bytes")
        .contains("input       image [n, 3, 32, 32]")
        .contains("output      logits [n, 10]")
        .containsPattern("features\\.3 +convolution 3x3 +32x32x32 +features\\.3 +32 +9,248");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void hasTheSameAsJson() throws IOException {
    JsonNode json = new ObjectMapper().readTree(Shell.run("inspect", "--json", Shell.MODEL).out());

    assertThat(json.get("parameters").asLong()).isEqualTo(289_194);
    assertThat(json.get("fileBytes").asLong()).isEqualTo(Files.size(Shell.MODEL));
    assertThat(json.get("input").get("shape").asText()).isEqualTo("3x32x32");
    long sum = 0;
    for (JsonNode layer : json.get("layers")) {
      sum += layer.get("parameters").asLong();
    }
    assertThat(sum).isEqualTo(289_194);
  }

  @Test
  void aFileThatIsNoModelIsBadInput() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.onnx"), "no model");

    BadInputTest.assertBadInput(Shell.run("inspect", file), "notes.onnx");
    BadInputTest.assertBadInput(Shell.run("inspect", folder.resolve("none.onnx")), "none.onnx");
    BadInputTest.assertBadInput(Shell.run("inspect"), "FILE");
  }
}
