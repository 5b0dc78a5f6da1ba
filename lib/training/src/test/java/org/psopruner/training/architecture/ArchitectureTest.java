package org.psopruner.training.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.engine.onnxruntime.OnnxRuntimeModel;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.onnx.OnnxWriter;

class ArchitectureTest {
  private static final Shape CIFAR10 = new Shape(3, 32, 32);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // As the trained baseline that the results start from.
    "VGG16, 14990922, 313463808",
    "VGG11, 9493770, 153031680",
    // 272,474 parameters is also what others count with projections.
    "RESNET20, 272474, 40813184",
  })
  void costsWhatItIsKnownToCost(Architecture architecture, long parameters, long macs) {
    Cost cost = Cost.of(architecture.network(CIFAR10, 10, 1));

    assertThat(cost.parameters()).isEqualTo(parameters);
    assertThat(cost.macs()).isEqualTo(macs);
  }

  @ParameterizedTest
  @EnumSource
  void takesAnyChannelsAndClassesAndOblongImages(Architecture architecture) {
    Network network = architecture.network(new Shape(1, 33, 70), 3, 1);

    assertThat(network.inputShape()).isEqualTo(new Shape(1, 33, 70));
    assertThat(network.outputShape()).isEqualTo(new Shape(3, 1, 1));
  }

  @Test
  void vggHasAGroupForEachConvolutionAndTheHiddenLayer() {
    assertThat(groups(Architecture.VGG16)).hasSize(14);
    assertThat(groups(Architecture.VGG11)).hasSize(9);
  }

  @Test
  void aStageOfResNetIsOneGroupAndEachBlockHasOneOfItsOwn() {
    List<ChannelGroup> groups = groups(Architecture.RESNET20);

    assertThat(groups)
        .extracting(ChannelGroup::id)
        .hasSize(3 + 9)
        .contains("conv", "stage2.block1.conv2", "stage3.block1.conv2", "stage2.block3.conv1");
    assertThat(layers(groups, "conv"))
        .containsExactly(
            "conv", "stage1.block1.conv2", "stage1.block2.conv2", "stage1.block3.conv2");
    assertThat(layers(groups, "stage3.block1.conv2"))
        .containsExactlyInAnyOrder(
            "stage3.block1.conv2",
            "stage3.block1.shortcut",
            "stage3.block2.conv2",
            "stage3.block3.conv2");
  }

  @ParameterizedTest
  @EnumSource
  void theSeedFixesTheWeights(Architecture architecture) {
    Network network = architecture.network(CIFAR10, 10, 7);

    assertThat(architecture.network(CIFAR10, 10, 7).layers()).isEqualTo(network.layers());
    assertThat(architecture.network(CIFAR10, 10, 8).layers()).isNotEqualTo(network.layers());
  }

  @Test
  void weightsHaveTheVarianceOfHe() {
    Layer.Convolution convolution =
        (Layer.Convolution) Architecture.VGG11.network(CIFAR10, 10, 1).layer("conv4_1");
    double sum = 0;
    for (float weight : convolution.weights().toArray()) {
      sum += weight * weight;
    }

    assertThat(sum / convolution.weights().size()).isCloseTo(2.0 / (256 * 9), within(2e-5));
  }

  @ParameterizedTest
  @EnumSource
  void theEngineAndOnnxRuntimeGiveTheSame(Architecture architecture) throws IOException {
    Network network = architecture.network(CIFAR10, 10, 1);
    Path file = folder.resolve("model.onnx");
    OnnxWriter.write(network, Map.of(), file);
    SplittableRandom random = new SplittableRandom(1);
    float[] images = new float[4 * CIFAR10.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) (random.nextDouble() * 4 - 2);
    }

    try (RunnableNetwork ours = new Dl4jEngine(2).load(network, Normalization.CIFAR10);
        OnnxRuntimeModel theirs = OnnxRuntimeModel.load(file, 2)) {
      float[] outputs = ours.predict(images, 4);
      assertThat(outputs).containsExactly(theirs.predict(images, 4), within(1e-3f));
      assertThat(outputs).as("images are told apart").doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VGG16, 31, 32, 'the images are 31×32 pixels, but vgg16 takes images from 32×32 to 1024×1024'",
    "VGG11, 32, 1025, 'the images are 32×1025 pixels, but vgg11 takes'",
    "RESNET20, 7, 8, 'the images are 7×8 pixels, but resnet20 takes images from 8×8'",
  })
  void imagesThatAreTooSmallOrTooLargeAreRefused(
      Architecture architecture, int height, int width, String message) {
    assertThatThrownBy(() -> architecture.network(new Shape(3, height, width), 10, 1))
        .isInstanceOf(ImageSizeException.class)
        .hasMessageStartingWith(message);
  }

  private static List<ChannelGroup> groups(Architecture architecture) {
    return ChannelGroups.of(architecture.network(CIFAR10, 10, 1)).groups();
  }

  private static Stream<String> layers(List<ChannelGroup> groups, String id) {
    return groups.stream()
        .filter(group -> group.id().equals(id))
        .flatMap(group -> group.members().stream())
        .map(ChannelGroup.Member::layer);
  }
}
