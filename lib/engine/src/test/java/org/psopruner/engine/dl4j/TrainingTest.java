package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.data.TestSets;
import org.psopruner.engine.data.TrainingSet;
import org.psopruner.engine.data.ValidationSet;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/** On a toy problem: whether an image is rather red or rather green. */
class TrainingTest {
  private static final Shape IMAGE = new Shape(3, 8, 8);
  private static final int IMAGES = 203;
  private static final TrainingRecipe RECIPE =
      new TrainingRecipe(3, 20, 0.1, 0.9, 5e-4, 0.5, 1, true, 42);

  private final byte[] pixels = new byte[IMAGES * IMAGE.size()];
  private final int[] labels = new int[IMAGES];

  TrainingTest() {
    Random random = new Random(1);
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = random.nextInt(2);
      for (int k = 0; k < IMAGE.size(); k++) {
        boolean strong = k / IMAGE.area() == labels[i];
        pixels[i * IMAGE.size() + k] = (byte) ((strong ? 60 : 0) + random.nextInt(190));
      }
    }
  }

  @Test
  void learnsAndReducesTheLoss() {
    try (RunnableNetwork network = load(TestNetworks.small(IMAGE, 8, 2))) {
      Evaluation before = network.evaluate(validation(), 64);
      EpochResult first = network.train(training(), RECIPE, 0);
      EpochResult last = first;
      for (int epoch = 1; epoch < RECIPE.epochs(); epoch++) {
        last = network.train(training(), RECIPE, epoch);
      }
      Evaluation after = network.evaluate(validation(), 64);
      assertThat(last.loss()).isLessThan(first.loss());
      assertThat(last.images()).isEqualTo(IMAGES / RECIPE.batch() * RECIPE.batch());
      assertThat(after.loss()).isLessThan(before.loss() / 2);
      assertThat(after.accuracy()).isGreaterThan(0.95);
    }
  }

  @Test
  void givesTheSameWeightsForTheSameInputs() {
    assertThat(trained(42).layers()).isEqualTo(trained(42).layers());
    assertThat(trained(42).layers()).isNotEqualTo(trained(43).layers());
  }

  @Test
  void movesRunningStatisticsATenthOfTheWayToTheBatchs() {
    Network small = TestNetworks.small(IMAGE, 8, 2);
    TrainingRecipe wholeSet = new TrainingRecipe(1, IMAGES, 0.1, 0.9, 0, 0, 0, false, 1);
    Layer.BatchNorm before = (Layer.BatchNorm) small.layer("n1");
    Layer.BatchNorm after;
    try (RunnableNetwork network = load(small)) {
      network.train(training(), wholeSet, 0);
      after = (Layer.BatchNorm) network.network().layer("n1");
    }
    double[][] batch = plain(small).statistics("c1");
    double values = IMAGES * IMAGE.area();
    for (int c = 0; c < before.channels(); c++) {
      double unbiased = batch[1][c] * values / (values - 1);
      assertThat((double) after.mean().get(c))
          .isCloseTo(0.9 * before.mean().get(c) + 0.1 * batch[0][c], within(1e-5));
      assertThat((double) after.variance().get(c))
          .isCloseTo(0.9 * before.variance().get(c) + 0.1 * unbiased, within(1e-4));
    }
  }

  @Test
  void countsAndMeasuresEachImageOnceWhateverTheBatch() {
    Network small = TestNetworks.small(IMAGE, 8, 2);
    try (RunnableNetwork network = load(small)) {
      Evaluation whole = network.evaluate(validation(), 1000);
      Evaluation parts = network.evaluate(validation(), 64);
      assertThat(parts.images()).isEqualTo(IMAGES);
      assertThat(parts.correct()).isEqualTo(whole.correct());
      assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-6));
      assertThat(parts.loss()).isCloseTo(plainLoss(small), within(1e-5));
    }
  }

  @Test
  void givesTheWeightsBackAsTheyWere() {
    Network small = TestNetworks.small(IMAGE, 8, 2);
    try (RunnableNetwork network = load(small)) {
      network.evaluate(validation(), 64);
      assertThat(network.network().layers()).isEqualTo(small.layers());
    }
  }

  @Test
  void holdsNoArraysOnceItIsClosed() {
    Network small = TestNetworks.small(IMAGE, 8, 2);
    work(small);
    long before = nativeBytes();
    for (int round = 0; round < 10; round++) {
      work(small);
    }
    long bytesOfOneBatch = 64L * IMAGE.size() * Float.BYTES;
    assertThat(nativeBytes() - before).isLessThan(bytesOfOneBatch);
  }

  /** What ND4J's arrays hold; a few small ones are left to the garbage collector. */
  private static long nativeBytes() {
    return Nd4j.getEnvironment().getDeviceCouner(0);
  }

  private void work(Network network) {
    try (RunnableNetwork runnable = load(network)) {
      runnable.recalibrate(training(), 64);
      runnable.train(training().first(20), RECIPE, 0);
      runnable.evaluate(validation(), 64);
    }
  }

  private Network trained(long seed) {
    TrainingRecipe recipe = new TrainingRecipe(2, 20, 0.1, 0.9, 5e-4, 0.5, 1, true, seed);
    try (RunnableNetwork network = load(TestNetworks.small(IMAGE, 8, 2))) {
      network.train(training(), recipe, 0);
      network.train(training(), recipe, 1);
      return network.network();
    }
  }

  private double plainLoss(Network network) {
    double[] logits = plain(network).output("d");
    double loss = 0;
    for (int i = 0; i < IMAGES; i++) {
      double other = logits[2 * i + 1 - labels[i]] - logits[2 * i + labels[i]];
      loss += Math.log1p(Math.exp(other)) / IMAGES;
    }
    return loss;
  }

  private PlainNetwork plain(Network network) {
    double[] images = TestNetworks.normalized(validation(), Normalization.CIFAR10);
    return new PlainNetwork(network, images, IMAGES, false);
  }

  private RunnableNetwork load(Network network) {
    return new Dl4jEngine(1).load(network, Normalization.CIFAR10);
  }

  private TrainingSet training() {
    return TestSets.training(IMAGE, 2, pixels, labels);
  }

  private ValidationSet validation() {
    return TestSets.validation(IMAGE, 2, pixels, labels);
  }
}
