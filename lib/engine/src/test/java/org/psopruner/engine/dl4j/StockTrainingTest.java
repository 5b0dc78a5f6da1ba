package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.psopruner.data.TestSets;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;

/** Our training beside that of DL4J's own layers, updater and loss. */
class StockTrainingTest {
  private static final Shape IMAGE = new Shape(3, 8, 8);
  private static final int IMAGES = 32;
  private static final int CLASSES = 4;
  private static final int STEPS = 5;
  private static final TrainingRecipe RECIPE =
      new TrainingRecipe(
          STEPS, IMAGES, 0.1, 0.9, 5e-3, 0, 0, Augmentation.NONE, Optional.empty(), 1);

  private final Network start = TestNetworks.small(IMAGE, 8, CLASSES);
  private final TrainingSet images = images();

  @Test
  void givesTheSameWeightsAsStockLayers() {
    Network ours = trained();
    ComputationGraph stock = trainedStock();
    for (Layer layer : ours.layers()) {
      if (layer instanceof Layer.Convolution convolution) {
        assertSame(stock, layer, "W", convolution.weights());
        convolution.bias().ifPresent(bias -> assertSame(stock, layer, "b", bias));
      } else if (layer instanceof Layer.BatchNorm norm) {
        assertSame(stock, layer, "gamma", norm.scale());
        assertSame(stock, layer, "beta", norm.shift());
        assertSame(stock, layer, "mean", norm.mean());
        // We take the unbiased variance of a batch of n values, DL4J the population's, which is
        // n / (n - 1) times smaller.
        int values = IMAGES * start.shape(norm.name()).area();
        assertSame(stock, layer, "var", norm.variance(), 1.0 / (values - 1));
      } else if (layer instanceof Layer.Dense dense) {
        // DL4J keeps them as [inputs, units] in column-major order, which is [units, inputs].
        assertSame(stock, layer, "W", dense.weights());
        assertSame(stock, layer, "b", dense.bias().orElseThrow());
      }
    }
    assertThat(farthest(((Layer.Convolution) start.layer("c1")).weights(), ours))
        .as("the weights moved by more than they may differ")
        .isGreaterThan(0.01);
    stock.close();
  }

  private Network trained() {
    try (RunnableNetwork network = new Dl4jEngine(1).load(start, Normalization.CIFAR10)) {
      for (int step = 0; step < STEPS; step++) {
        network.train(images, RECIPE, step);
      }
      return network.network();
    }
  }

  private ComputationGraph trainedStock() {
    try (StockGraph layers = new StockGraph(start)) {
      ComputationGraph model =
          new TransferLearning.GraphBuilder(layers.model().clone())
              .fineTuneConfiguration(
                  new FineTuneConfiguration.Builder()
                      .updater(new Nesterovs(RECIPE.learningRate(), RECIPE.momentum()))
                      .l2(RECIPE.weightDecay())
                      .build())
              .addLayer(
                  "loss",
                  new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build(),
                  start.outputName())
              .setOutputs("loss")
              .build();
      float[] pixels = TestNetworks.floats(TestNetworks.normalized(images, Normalization.CIFAR10));
      float[] targets = new float[IMAGES * CLASSES];
      for (int i = 0; i < IMAGES; i++) {
        targets[i * CLASSES + images.label(i)] = 1;
      }
      try (INDArray in =
              Arrays.of(
                  FloatBuffer.wrap(pixels),
                  IMAGES,
                  IMAGE.channels(),
                  IMAGE.height(),
                  IMAGE.width());
          INDArray out = Arrays.of(FloatBuffer.wrap(targets), IMAGES, CLASSES)) {
        for (int step = 1; step <= STEPS; step++) {
          model.setLearningRate(RECIPE.learningRateAt(step));
          model.fit(new INDArray[] {in}, new INDArray[] {out});
        }
      }
      return model;
    }
  }

  private static void assertSame(
      ComputationGraph stock, Layer layer, String parameter, Tensor ours) {
    assertSame(stock, layer, parameter, ours, 0);
  }

  private static void assertSame(
      ComputationGraph stock, Layer layer, String parameter, Tensor ours, double share) {
    INDArray array = stock.getLayer(layer.name()).getParam(parameter);
    char order = layer instanceof Layer.Dense && array.rank() == 2 && array.rows() > 1 ? 'f' : 'c';
    float[] theirs = array.dup(order).data().asFloat();
    assertThat(theirs).as("%s of %s", parameter, layer.name()).hasSize(ours.size());
    for (int i = 0; i < theirs.length; i++) {
      assertThat((double) ours.get(i))
          .as("%s[%d] of %s", parameter, i, layer.name())
          .isCloseTo(theirs[i], within(1e-3 + share * theirs[i]));
    }
  }

  private static double farthest(Tensor before, Network after) {
    Tensor now = ((Layer.Convolution) after.layer("c1")).weights();
    double farthest = 0;
    for (int i = 0; i < now.size(); i++) {
      farthest = Math.max(farthest, Math.abs(now.get(i) - before.get(i)));
    }
    return farthest;
  }

  private static TrainingSet images() {
    Random random = new Random(2);
    byte[] pixels = new byte[IMAGES * IMAGE.size()];
    random.nextBytes(pixels);
    return TestSets.training(IMAGE, CLASSES, pixels, random.ints(IMAGES, 0, CLASSES).toArray());
  }
}
