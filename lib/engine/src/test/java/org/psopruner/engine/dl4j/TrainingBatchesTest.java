package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.data.TestSets;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.dl4j.TrainingBatches.Batch;
import org.psopruner.pruning.network.Shape;

class TrainingBatchesTest {
  private static final Shape IMAGE = new Shape(3, 8, 8);
  private static final int IMAGES = 6;
  private static final float WHITE = (float) ((1 - 0.4914) / 0.2470);

  /** The image of each label is black, but for the last, which is white. */
  private final TrainingSet images = images();

  @Test
  void aBatchIsTheSameForTheSameSeedAndEpochAlone() {
    Augmentation all = new Augmentation(2, true, 4, 0.5);

    assertThat(batch(all, 0.1, 1, 0)).isEqualTo(batch(all, 0.1, 1, 0));
    assertThat(batch(all, 0.1, 1, 0)).isNotEqualTo(batch(all, 0.1, 1, 1));
    assertThat(batch(all, 0.1, 1, 0)).isNotEqualTo(batch(all, 0.1, 2, 0));
  }

  @Test
  void smoothingSpreadsAShareOfEachLabelOverAllClasses() {
    Batch batch = next(Augmentation.NONE, 0.3, 1, 0);

    for (int i = 0; i < IMAGES; i++) {
      float[] row = row(batch.targets(), i);
      java.util.Arrays.sort(row);
      assertThat(row[IMAGES - 1]).isCloseTo(0.7f + 0.3f / IMAGES, within(1e-6f));
      assertThat(row[0]).isEqualTo(row[IMAGES - 2]).isCloseTo(0.3f / IMAGES, within(1e-6f));
    }
  }

  @Test
  void cutoutBlanksASquareOfEachImage() {
    SplittableRandom random = new SplittableRandom(3);
    boolean whole = false;
    for (int round = 0; round < 20; round++) {
      float[] blanked =
          new Pixels(images, Normalization.CIFAR10)
              .augmentedBatch(new int[] {IMAGES - 1}, new Augmentation(0, false, 4, 0), random);
      int blank = 0;
      for (int i = 0; i < blanked.length; i += 3) {
        assertThat(blanked[i]).isIn(0f, WHITE);
        blank += blanked[i] == 0 ? 1 : 0;
      }
      // Its centre lies within the image: at least half of each side does.
      assertThat(blank).isBetween(4, 16);
      whole |= blank == 16;
    }
    assertThat(whole).isTrue();
  }

  @Test
  void mixupMixesPixelsAndLabelsInTheSameProportion() {
    Batch batch = next(new Augmentation(0, false, 0, 1), 0, 5, 0);
    float black = (float) (-0.4914 / 0.2470);

    boolean mixed = false;
    for (int i = 0; i < IMAGES; i++) {
      float[] targets = row(batch.targets(), i);
      float white = targets[IMAGES - 1];
      float sum = 0;
      for (float target : targets) {
        sum += target;
      }
      assertThat(sum).isCloseTo(1, within(1e-6f));
      assertThat(row(batch.pixels(), i)[0])
          .isCloseTo(white * WHITE + (1 - white) * black, within(1e-5f));
      mixed |= white > 0.01 && white < 0.99;
    }
    assertThat(mixed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1})
  void proportionsAreDrawnFromABetaDistribution(double a) {
    SplittableRandom random = new SplittableRandom(1);
    double[] draws =
        DoubleStream.generate(() -> TrainingBatches.beta(a, random)).limit(20_000).toArray();

    double mean = DoubleStream.of(draws).average().orElseThrow();
    double variance =
        DoubleStream.of(draws).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(variance).isCloseTo(1 / (4 * (2 * a + 1)), within(0.005));
  }

  @Test
  void aTinyParameterStillGivesProportions() {
    assertThat(TrainingBatches.beta(1e-4, new SplittableRandom(1))).isBetween(0.0, 1.0);
    assertThat(TrainingBatches.beta(Double.MIN_VALUE, new SplittableRandom(1)))
        .as("where a power hardly ever is above 0")
        .isIn(0.0, 1.0);
  }

  private float[] batch(Augmentation augmentation, double smoothing, long seed, int epoch) {
    return next(augmentation, smoothing, seed, epoch).pixels();
  }

  private Batch next(Augmentation augmentation, double smoothing, long seed, int epoch) {
    TrainingRecipe recipe =
        new TrainingRecipe(
            2, IMAGES, 0.1, 0.9, 0, 0, smoothing, augmentation, Optional.empty(), seed);
    return new TrainingBatches(images, Normalization.CIFAR10, recipe, epoch).next();
  }

  private static float[] row(float[] rows, int row) {
    int length = rows.length / IMAGES;
    return java.util.Arrays.copyOfRange(rows, row * length, (row + 1) * length);
  }

  private static TrainingSet images() {
    byte[] pixels = new byte[IMAGES * IMAGE.size()];
    java.util.Arrays.fill(pixels, (IMAGES - 1) * IMAGE.size(), pixels.length, (byte) 255);
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i;
    }
    return TestSets.training(IMAGE, IMAGES, pixels, labels);
  }
}
