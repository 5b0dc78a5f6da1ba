package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/** Compares gradients with differences of the plain network, which computes in double precision. */
class GradientTest {
  private static final int IMAGES = 3;
  private static final float STEP = 1e-5f;

  private final double[] images = new double[IMAGES * 4 * 7 * 6];
  private final double[] weightOfOutput = new double[IMAGES * 3];

  GradientTest() {
    Random random = new Random(11);
    java.util.Arrays.setAll(images, i -> (float) random.nextGaussian());
    java.util.Arrays.setAll(weightOfOutput, i -> (float) random.nextGaussian());
  }

  static Stream<Arguments> networks() {
    return TestNetworks.all().entrySet().stream()
        .map((Map.Entry<String, Network> entry) -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void isTheSlopeOfTheLoss(String name, Network network) {
    Network moved = moved(network);
    for (Layer layer : network.layers()) {
      for (int i = 0; i < parameters(layer).size(); i++) {
        int parameter = i;
        Tensor values = parameters(layer).get(i);
        Tensor after = parameters(moved.layer(layer.name())).get(i);
        for (int k = 0; k < values.size(); k += 1 + values.size() / 5) {
          int index = k;
          float up = values.get(k) + STEP;
          float down = values.get(k) - STEP;
          double slope =
              (loss(network, layer, parameter, index, up)
                      - loss(network, layer, parameter, index, down))
                  / ((double) up - down);
          assertThat((double) values.get(k) - after.get(k))
              .as("%s, parameter %d at %d", layer.name(), i, k)
              .isCloseTo(slope, within(2e-3 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  /** The network after a step of gradient descent with a learning rate of 1. */
  private Network moved(Network network) {
    new Dl4jEngine(1);
    try (NativeGraph graph = new NativeGraph(network);
        TrainingPass pass = new TrainingPass(graph, IMAGES)) {
      Arrays.write(TestNetworks.channelsLast(images, network.inputShape()), pass.input());
      pass.forward();
      Arrays.write(TestNetworks.floats(weightOfOutput), pass.logitsGradient());
      pass.backward();
      graph.parameters().update(1, 0, 0);
      return graph.current();
    }
  }

  private double loss(Network network, Layer layer, int parameter, int index, float value) {
    List<Tensor> parameters = new ArrayList<>(parameters(layer));
    float[] values = parameters.get(parameter).toArray();
    values[index] = value;
    parameters.set(
        parameter,
        Tensor.of(
            values,
            parameters.get(parameter).shape().stream().mapToInt(Integer::intValue).toArray()));
    Network changed =
        network.withLayers(
            network.layers().stream().map(l -> l == layer ? with(layer, parameters) : l).toList());
    Layer last = network.layer(network.outputName());
    String logits = last instanceof Layer.Softmax softmax ? softmax.input() : last.name();
    double[] outputs = new PlainNetwork(changed, images, IMAGES, true).output(logits);
    double loss = 0;
    for (int i = 0; i < outputs.length; i++) {
      loss += outputs[i] * weightOfOutput[i];
    }
    return loss;
  }

  private static List<Tensor> parameters(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return Stream.concat(Stream.of(convolution.weights()), convolution.bias().stream()).toList();
    } else if (layer instanceof Layer.Dense dense) {
      return Stream.concat(Stream.of(dense.weights()), dense.bias().stream()).toList();
    } else if (layer instanceof Layer.BatchNorm norm) {
      return List.of(norm.scale(), norm.shift());
    }
    return List.of();
  }

  private static Layer with(Layer layer, List<Tensor> parameters) {
    Optional<Tensor> bias =
        parameters.size() > 1 ? Optional.of(parameters.get(1)) : Optional.empty();
    if (layer instanceof Layer.Convolution c) {
      return new Layer.Convolution(
          c.name(), c.input(), parameters.get(0), bias, c.window(), c.groups());
    } else if (layer instanceof Layer.Dense d) {
      return new Layer.Dense(d.name(), d.input(), parameters.get(0), bias);
    } else if (layer instanceof Layer.BatchNorm b) {
      return new Layer.BatchNorm(
          b.name(),
          b.input(),
          parameters.get(0),
          parameters.get(1),
          b.mean(),
          b.variance(),
          b.epsilon());
    }
    return layer;
  }
}
