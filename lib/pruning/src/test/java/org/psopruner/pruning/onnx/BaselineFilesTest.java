package org.psopruner.pruning.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/** Networks that PyTorch 2.13 exported. */
class BaselineFilesTest {
  private static final Path SMALL = Path.of("src/test/resources/small-cifar10.onnx");

  @Test
  void shouldNameLayersAsPyTorchNamesTheirModules() {
    Network network = OnnxReader.read(SMALL).network();

    assertThat(network.inputName()).isEqualTo("image");
    assertThat(network.inputShape()).isEqualTo(new Shape(3, 32, 32));
    assertThat(network.outputShape()).isEqualTo(new Shape(10, 1, 1));
    assertThat(network.layers())
        .extracting(Layer::name)
        .startsWith("features.0", "features.1", "/features/features.2/Relu", "features.3")
        .endsWith("/pool/GlobalAveragePool", "/Flatten", "logits");
  }

  @Test
  void shouldSayWhatTheFileSays() {
    OnnxModel model = OnnxReader.read(SMALL);

    assertThat(model.opset()).isEqualTo(17);
    assertThat(model.metadata()).isEmpty();
    assertThat(model.sha256()).startsWith("0ba97ce7").hasSize(64);
  }

  @Test
  void shouldGiveTheSameOutputsAsTheFile() throws IOException {
    OnnxRuntime.assertSameOutputs(Files.readAllBytes(SMALL), 4, OnnxReader.read(SMALL).network());
  }

  @Test
  void shouldGiveTheSameOutputsAsVgg16() throws IOException {
    Path vgg16 =
        Path.of(System.getProperty("psopruner.home"), "../shared/baseline/vgg16-cifar10.onnx");
    assumeTrue(Files.exists(vgg16), "the baseline networks are not here");

    OnnxRuntime.assertSameOutputs(Files.readAllBytes(vgg16), 2, OnnxReader.read(vgg16).network());
  }

  @Test
  void shouldReadBackWhatItWrote(@TempDir Path folder) {
    Network network = OnnxReader.read(SMALL).network();
    Path file = folder.resolve("written.onnx");

    OnnxWriter.write(network, Map.of(OnnxModel.MEAN, OnnxModel.perChannelText(0.5f, 0.25f)), file);

    OnnxModel back = OnnxReader.read(file);
    RoundTrip.assertEqual(back.network(), network);
    assertThat(back.perChannel(OnnxModel.MEAN)).contains(new float[] {0.5f, 0.25f});
    assertThat(back.perChannel(OnnxModel.STD)).isEmpty();
  }
}
