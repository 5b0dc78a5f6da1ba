package org.psopruner.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.LabelledImages;
import org.psopruner.engine.Normalization;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.onnx.OnnxWriter;

class OnnxRuntimeModelTest {
  private static final Path FILE =
      Path.of(System.getProperty("psopruner.home"), "demo/small-cifar10.onnx");

  @TempDir Path folder;
  private OnnxRuntimeModel model;

  @BeforeEach
  void load() {
    model = OnnxRuntimeModel.load(FILE, 1);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void shouldKnowTheImagesThatItTakes() {
    assertThat(model.inputShape()).isEqualTo(new Shape(3, 32, 32));
  }

  @Test
  void shouldGiveEachImageItsOwnOutputs() {
    float[] three = new float[3 * 3072];
    for (int i = 0; i < three.length; i++) {
      three[i] = (float) Math.sin(i * (1 + i / 3072));
    }
    float[] outputs = model.predict(three, 3);
    assertThat(outputs).hasSize(30);
    float[] last = model.predict(Arrays.copyOfRange(three, 2 * 3072, 3 * 3072), 1);
    for (int c = 0; c < 10; c++) {
      assertThat(outputs[20 + c]).isCloseTo(last[c], within(1e-4f));
    }
  }

  @Test
  void shouldCountWhatIsRightWhateverTheBatch() {
    LabelledImages images = plainImages(10, 10);
    Accuracy inOnes = model.accuracy(images, Normalization.CIFAR10, 1);
    assertThat(inOnes.images()).isEqualTo(10);
    assertThat(inOnes.correct()).as("the same image under each label once").isEqualTo(1);
    assertThat(inOnes.share()).isEqualTo(0.1);
    assertThat(model.accuracy(images, Normalization.CIFAR10, 4)).isEqualTo(inOnes);
    assertThat(model.accuracy(images, Normalization.CIFAR10, 100)).isEqualTo(inOnes);
  }

  @Test
  void shouldCountWhatIsNoNumberAsWrong() {
    Network network = OnnxReader.read(FILE).network();
    Path file = folder.resolve("diverged.onnx");
    OnnxWriter.write(
        network.withTensors(network.tensors().stream().map(OnnxRuntimeModelTest::nan).toList()),
        Map.of(),
        file);

    try (OnnxRuntimeModel diverged = OnnxRuntimeModel.load(file, 1)) {
      assertThat(diverged.accuracy(plainImages(10, 10), Normalization.CIFAR10, 10).correct())
          .isZero();
    }
  }

  private static Tensor nan(Tensor tensor) {
    return Tensor.filled(Float.NaN, tensor.shape().stream().mapToInt(axis -> axis).toArray());
  }

  @Test
  void shouldTimeTheRunsAndSayHowManyThereWere() {
    Latency one = model.latency(1, 2, 5);
    Latency many = model.latency(16, 1, 3);
    assertThat(one)
        .extracting(Latency::batch, Latency::threads, Latency::runs)
        .containsExactly(1, 1, 5);
    assertThat(one.medianMillis()).isPositive();
    assertThat(many.medianMillis()).isGreaterThan(one.medianMillis());
  }

  @Test
  void shouldRefuseImagesThatDoNotFit() {
    assertThatThrownBy(
            () -> model.accuracy(new Plain(1, 10, new Shape(3, 8, 8)), Normalization.CIFAR10, 1))
        .isInstanceOf(OnnxRuntimeException.class)
        .hasMessage(
            FILE
                + " takes images of 3×32×32, but the data's are 3×8×8; give the data it was trained on");
    assertThatThrownBy(() -> model.accuracy(plainImages(1, 7), Normalization.CIFAR10, 1))
        .hasMessageContaining("knows 10 classes, but the data have 7");
    Normalization gray = new Normalization(List.of(0.5), List.of(0.5));
    assertThatThrownBy(() -> model.accuracy(plainImages(1, 10), gray, 1))
        .hasMessageContaining("the normalization is for 1 channels, but the images have 3");
  }

  @Test
  void shouldRefuseAFileThatIsNoModel() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.onnx"), "these are notes");
    assertThatThrownBy(() -> OnnxRuntimeModel.load(file, 1))
        .isInstanceOf(OnnxRuntimeException.class)
        .hasMessageContainingAll("notes.onnx: ONNX Runtime cannot load it", "export it again")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    assertThatThrownBy(() -> OnnxRuntimeModel.load(folder.resolve("nowhere.onnx"), 1))
        .isInstanceOf(OnnxRuntimeException.class)
        .hasMessageContaining("nowhere.onnx");
  }

  @Test
  void shouldRefuseCountsBelowOne() {
    assertThatThrownBy(() -> OnnxRuntimeModel.load(FILE, 0))
        .hasMessage("threads is 0; it must be at least 1");
    assertThatThrownBy(() -> model.latency(0, 1, 1)).hasMessageStartingWith("batch is 0");
    assertThatThrownBy(() -> model.latency(1, 1, 0)).hasMessageStartingWith("runs is 0");
    assertThatThrownBy(() -> model.accuracy(plainImages(1, 10), Normalization.CIFAR10, 0))
        .hasMessageStartingWith("batch is 0");
  }

  private static LabelledImages plainImages(int size, int classes) {
    return new Plain(size, classes, new Shape(3, 32, 32));
  }

  /** The same gray image again and again, with the labels in turn. */
  private record Plain(int size, int classes, Shape shape) implements LabelledImages {
    @Override
    public int label(int index) {
      return index % classes;
    }

    @Override
    public void copyPixels(int index, byte[] target, int offset) {
      Arrays.fill(target, offset, offset + shape.size(), (byte) 128);
    }
  }
}
