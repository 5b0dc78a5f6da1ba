package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.psopruner.data.TestSets;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Distillation;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.Race;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

class Dl4jEngineTest {
  private static final Shape IMAGE = new Shape(3, 8, 8);
  private static final TrainingRecipe RECIPE =
      new TrainingRecipe(2, 4, 0.1, 0.9, 0, 0, 0, Augmentation.NONE, Optional.empty(), 1);

  private final Engine engine = new Dl4jEngine(1);

  @Test
  void describesTheReleaseAndTheLibraryThatItRunsOn() throws IOException {
    Properties release = new Properties();
    try (InputStream in =
        getClass().getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
      release.load(in);
    }
    assertThat(engine.description())
        .isEqualTo(
            "DL4J " + release.getProperty("version") + ", " + Natives.loaded().description());
  }

  @Test
  void refusesFewerThanOneThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dl4jEngine(0))
        .withMessage("threads is 0; it must be at least 1");
  }

  @Test
  void refusesANormalizationForOtherChannels() {
    Network network = TestNetworks.small(new Shape(1, 8, 8), 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.load(network, Normalization.CIFAR10))
        .withMessage("the network reads 1 channels, the normalization is for 3");
  }

  @Test
  void refusesASoftmaxBeforeTheEnd() {
    Network network =
        new Network(
            "image",
            IMAGE,
            List.of(
                new Layer.Softmax("attention", "image"),
                new Layer.GlobalAveragePooling("average", "attention")),
            "average");
    assertThatThrownBy(() -> engine.load(network, Normalization.CIFAR10))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'attention'");
  }

  @Test
  void refusesImagesThatDoNotFitTheNetwork() {
    try (RunnableNetwork network = load()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.evaluate(validation(new Shape(3, 8, 9), 2), 4))
          .withMessage("the images are 3×8×9, the network's input is 3×8×8");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.evaluate(validation(IMAGE, 5), 4))
          .withMessage("the images have 5 classes, the network's output is 2×1×1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.evaluate(validation(IMAGE, 2), 0))
          .withMessage("batch is 0; it must be at least 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.predict(new float[5], 1))
          .withMessage("5 values are no 1 images of 3×8×8");
    }
  }

  @Test
  void anEvaluationEndsWhenWhatItIsToBeatIsOutOfReachAndNoSooner() {
    byte[] pixels = new byte[50 * IMAGE.size()];
    new Random(3).nextBytes(pixels);
    int[] labels = new Random(4).ints(50, 0, 2).toArray();
    ValidationSet images = TestSets.validation(IMAGE, 2, pixels, labels);
    try (RunnableNetwork network = load()) {
      Evaluation whole = network.evaluate(images, 4);
      assertThat(whole.images()).isEqualTo(50);
      assertThat(whole.accuracy()).isBetween(0.2, 0.8);
      for (int toBeat = 0; toBeat <= 48; toBeat += 6) {
        double best = toBeat / 50.0;
        Evaluation raced = network.evaluate(images, 4, Race.exact(best));
        if (whole.correct() > toBeat || raced.images() == 50) {
          assertThat(raced).isEqualTo(whole);
        } else {
          assertThat(raced).isEqualTo(network.evaluate(images.first(raced.images()), 4));
          assertThat(raced.accuracyAtMost(50)).isBetween(whole.accuracy(), best);
          if (raced.images() > 4) {
            assertThat(network.evaluate(images.first(raced.images() - 4), 4))
                .matches(before -> !Race.exact(best).over(50, 4).isLost(before));
          }
        }
      }
      assertThat(network.evaluate(images, 4, Race.exact(0.99)).images()).isLessThan(12);
    }
  }

  @Test
  void refusesATeacherOfOtherClasses() {
    TrainingSet images = TestSets.training(IMAGE, 2, new byte[4 * IMAGE.size()], new int[4]);
    Distillation distillation = new Distillation(TestNetworks.small(IMAGE, 2, 5), 0.5, 4);
    TrainingRecipe recipe =
        new TrainingRecipe(
            2, 4, 0.1, 0.9, 0, 0, 0, Augmentation.NONE, Optional.of(distillation), 1);
    try (RunnableNetwork network = load()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.train(images, recipe, 0))
          .withMessage("the teacher turns 3×8×8 into 5×1×1, the network 3×8×8 into 2×1×1");
    }
  }

  @Test
  void refusesAnEpochBeyondTheRecipe() {
    TrainingSet images = TestSets.training(IMAGE, 2, new byte[4 * IMAGE.size()], new int[4]);
    try (RunnableNetwork network = load()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.train(images, RECIPE, 2))
          .withMessage("epoch is 2; it must be from 0 to below the epochs (2)");
    }
  }

  private RunnableNetwork load() {
    return engine.load(TestNetworks.small(IMAGE, 2, 2), Normalization.CIFAR10);
  }

  private static ValidationSet validation(Shape shape, int classes) {
    return TestSets.validation(shape, classes, new byte[4 * shape.size()], new int[4]);
  }
}
