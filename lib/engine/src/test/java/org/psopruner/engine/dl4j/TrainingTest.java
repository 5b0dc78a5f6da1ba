package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.psopruner.data.TestSets;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Distillation;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.NormalizedImages;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/** On a toy problem: whether an image is rather red or rather green. */
class TrainingTest {
  private static final Shape IMAGE = new Shape(3, 8, 8);
  private static final int IMAGES = 203;
  private static final TrainingRecipe RECIPE = recipe(3, Optional.empty(), 42);

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
  void learnsFromATeacherWhatTheLabelsDoNotSay() {
    Network teacher = trained(42);
    java.util.Arrays.fill(labels, 0);
    TrainingSet unlabelled = training();
    TrainingRecipe recipe = recipe(6, Optional.of(new Distillation(teacher, 1, 2)), 1);
    try (RunnableNetwork student = load(TestNetworks.small(IMAGE, 4, 2));
        RunnableNetwork known = load(teacher)) {
      for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
        student.train(unlabelled, recipe, epoch);
      }
      float[] images = new float[IMAGES * IMAGE.size()];
      new NormalizedImages(validation(), Normalization.CIFAR10).copy(0, IMAGES, images);
      float[] learned = student.predict(images, IMAGES);
      float[] taught = known.predict(images, IMAGES);
      int same = 0;
      for (int i = 0; i < IMAGES; i++) {
        same += learned[2 * i] > learned[2 * i + 1] == taught[2 * i] > taught[2 * i + 1] ? 1 : 0;
      }
      assertThat(same).isGreaterThan(IMAGES * 9 / 10);
    }
  }

  @Test
  void givesTheSameWeightsForTheSameInputs() {
    assertThat(trained(42).layers()).isEqualTo(trained(42).layers());
    assertThat(trained(42).layers()).isNotEqualTo(trained(43).layers());
  }

  @Test
  void goesOnFromWeightsAndMomentumAsIfItHadNotBeenInterrupted() {
    Network undisturbed = trained(42);
    try (RunnableNetwork first = load(TestNetworks.small(IMAGE, 8, 2))) {
      first.train(training(), twoEpochs(42), 0);
      try (RunnableNetwork second = load(first.network());
          RunnableNetwork withoutMomentum = load(first.network())) {
        second.restoreMomentum(first.momentum());
        second.train(training(), twoEpochs(42), 1);
        withoutMomentum.train(training(), twoEpochs(42), 1);
        assertThat(second.network().layers()).isEqualTo(undisturbed.layers());
        assertThat(withoutMomentum.network().layers()).isNotEqualTo(undisturbed.layers());
      }
    }
  }

  @Test
  void refusesTheMomentumOfAnotherNetwork() {
    try (RunnableNetwork network = load(TestNetworks.small(IMAGE, 8, 2));
        RunnableNetwork narrower = load(TestNetworks.small(IMAGE, 2, 2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.restoreMomentum(narrower.momentum()))
          .withMessageMatching("the momentum has \\d+ values; this network's has \\d+");
    }
  }

  @Test
  void movesRunningStatisticsATenthOfTheWayToTheBatchs() {
    Network small = TestNetworks.small(IMAGE, 8, 2);
    TrainingRecipe wholeSet =
        new TrainingRecipe(1, IMAGES, 0.1, 0.9, 0, 0, 0, Augmentation.NONE, Optional.empty(), 1);
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

  private static TrainingRecipe recipe(int epochs, Optional<Distillation> distillation, long seed) {
    Augmentation augmentation = new Augmentation(1, true, 2, 0.2);
    return new TrainingRecipe(
        epochs, 20, 0.1, 0.9, 5e-4, 0.5, 0.1, augmentation, distillation, seed);
  }

  private static TrainingRecipe twoEpochs(long seed) {
    return recipe(2, Optional.empty(), seed);
  }

  private Network trained(long seed) {
    TrainingRecipe recipe = twoEpochs(seed);
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
