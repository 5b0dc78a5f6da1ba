package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psopruner.data.TestSets;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/** Compares with what becomes of the loss when a filter is scaled, in double precision. */
class TaylorImportanceTest {
  private static final int IMAGES = 4;
  private static final int CLASSES = 3;
  private static final float STEP = 1e-4f;

  static Stream<String> networks() {
    return TestNetworks.all().keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void isTheSquareOfTheSlopeAlongTheScaleOfWhatAFilterGives(String name) {
    Network network = TestNetworks.all().get(name);
    TrainingSet images = images(network, 1);

    Map<String, double[]> importance = importance(network, images, IMAGES);

    assertThat(importance).isNotEmpty();
    importance.forEach(
        (layer, values) -> {
          for (int filter = 0; filter < values.length; filter++) {
            double slope =
                (loss(scaled(network, layer, filter, 1 + STEP), images)
                        - loss(scaled(network, layer, filter, 1 - STEP), images))
                    / (2 * STEP);
            assertThat(Math.sqrt(values[filter]))
                .as("%s, filter %d", layer, filter)
                .isCloseTo(Math.abs(slope), within(1e-2 * (0.1 + Math.abs(slope))));
          }
          assertThat(DoubleStream.of(values).max().orElseThrow()).as(layer).isGreaterThan(1e-6);
        });
  }

  @Test
  void isTheMeanOverTheMiniBatchesAndLeavesTheRestOut() {
    Network network = TestNetworks.all().get("branches");

    Map<String, double[]> once = importance(network, images(network, 1), IMAGES);
    TrainingSet twiceAndOneMore = images(network, 2);
    Map<String, double[]> twice = importance(network, twiceAndOneMore, IMAGES);

    assertThat(twice.keySet()).isEqualTo(once.keySet());
    once.forEach(
        (layer, values) -> assertThat(twice.get(layer)).containsExactly(values, within(1e-6)));
  }

  @Test
  void aBatchOfMoreImagesThanThereAreIsRefused() {
    Network network = TestNetworks.all().get("small");
    TrainingSet images = images(network, 1);

    assertThatThrownBy(() -> importance(network, images, 2 * IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch is 8; there are only 4 images");
  }

  private static Map<String, double[]> importance(Network network, TrainingSet images, int batch) {
    try (RunnableNetwork runnable = new Dl4jEngine(1).load(network, TestNetworks.NORMALIZATION)) {
      Map<String, double[]> importance = runnable.taylorImportance(images, batch);
      assertThat(weights(runnable.network())).isEqualTo(weights(network));
      return importance;
    }
  }

  private static Stream<Tensor> layerWeights(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return Stream.of(convolution.weights());
    }
    return layer instanceof Layer.Dense dense ? Stream.of(dense.weights()) : Stream.of();
  }

  private static List<Tensor> weights(Network network) {
    return network.layers().stream().flatMap(TaylorImportanceTest::layerWeights).toList();
  }

  /** The same images so many times, and after the first time one more if there are several. */
  private static TrainingSet images(Network network, int times) {
    byte[] once = new byte[IMAGES * network.inputShape().size()];
    new Random(7).nextBytes(once);
    int more = times > 1 ? 1 : 0;
    byte[] pixels = new byte[(times * IMAGES + more) * network.inputShape().size()];
    int[] labels = new int[times * IMAGES + more];
    for (int image = 0; image < labels.length; image++) {
      int size = network.inputShape().size();
      System.arraycopy(once, image % IMAGES * size, pixels, image * size, size);
      labels[image] = image % IMAGES % CLASSES;
    }
    return TestSets.training(network.inputShape(), CLASSES, pixels, labels);
  }

  private static double loss(Network network, TrainingSet images) {
    Layer last = network.layer(network.outputName());
    String logits = last instanceof Layer.Softmax softmax ? softmax.input() : last.name();
    double[] outputs =
        new PlainNetwork(
                network, TestNetworks.normalized(images, TestNetworks.NORMALIZATION), IMAGES, true)
            .output(logits);
    double loss = 0;
    for (int image = 0; image < IMAGES; image++) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += Math.exp(outputs[image * CLASSES + k]);
      }
      loss += Math.log(sum) - outputs[image * CLASSES + images.label(image)];
    }
    return loss / IMAGES;
  }

  /** Scales the filter, or what a batch norm that alone reads it makes of it. */
  private static Network scaled(Network network, String name, int filter, float factor) {
    List<Layer> readers =
        network.layers().stream().filter(layer -> layer.inputs().contains(name)).toList();
    if (readers.size() == 1 && readers.get(0) instanceof Layer.BatchNorm norm) {
      return network.withLayers(
          network.layers().stream()
              .map(layer -> layer == norm ? scaled(norm, filter, factor) : layer)
              .toList());
    }
    return network.withLayers(
        network.layers().stream()
            .map(layer -> layer.name().equals(name) ? scaled(layer, filter, factor) : layer)
            .toList());
  }

  private static Layer scaled(Layer.BatchNorm norm, int channel, float factor) {
    return new Layer.BatchNorm(
        norm.name(),
        norm.input(),
        scaled(norm.scale(), channel, factor),
        scaled(norm.shift(), channel, factor),
        norm.mean(),
        norm.variance(),
        norm.epsilon());
  }

  private static Layer scaled(Layer layer, int filter, float factor) {
    if (layer instanceof Layer.Convolution c) {
      return new Layer.Convolution(
          c.name(),
          c.input(),
          scaled(c.weights(), filter, factor),
          c.bias(),
          c.window(),
          c.groups());
    }
    Layer.Dense dense = (Layer.Dense) layer;
    return new Layer.Dense(
        dense.name(), dense.input(), scaled(dense.weights(), filter, factor), dense.bias());
  }

  private static Tensor scaled(Tensor weights, int filter, float factor) {
    float[] values = weights.toArray();
    int size = values.length / weights.dim(0);
    for (int i = filter * size; i < (filter + 1) * size; i++) {
      values[i] *= factor;
    }
    return Tensor.of(values, weights.shape().stream().mapToInt(Integer::intValue).toArray());
  }
}
