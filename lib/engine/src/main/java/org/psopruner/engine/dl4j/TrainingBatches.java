package org.psopruner.engine.dl4j;

import java.util.SplittableRandom;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.TrainingRecipe;

/**
 * The mini-batches of one epoch: shuffled, augmented, with what is wanted of the network. The
 * recipe's seed and the epoch fix all that is random. Images that do not fill a last mini-batch are
 * left out.
 */
final class TrainingBatches {
  /** One mini-batch. */
  static final class Batch {
    private final float[] pixels;
    private final float[] targets;

    private Batch(float[] pixels, float[] targets) {
      this.pixels = pixels;
      this.targets = targets;
    }

    /** [n, height, width, channels]. */
    float[] pixels() {
      return pixels;
    }

    /** [n, classes]; those of an image sum to 1. */
    float[] targets() {
      return targets;
    }
  }

  private final TrainingSet images;
  private final TrainingRecipe recipe;
  private final Pixels pixels;
  private final SplittableRandom random;
  private final int[] order;
  private final int size;
  private int next;

  TrainingBatches(
      TrainingSet images, Normalization normalization, TrainingRecipe recipe, int epoch) {
    this.images = images;
    this.recipe = recipe;
    this.pixels = new Pixels(images, normalization);
    this.random = new SplittableRandom(recipe.seed() * 1_000_003 + epoch);
    this.order = shuffled(images.size(), random);
    this.size = Math.min(recipe.batch(), images.size());
  }

  /** Images in each. */
  int size() {
    return size;
  }

  /** How many there are. */
  int count() {
    return images.size() / size;
  }

  /** The next one; to be called {@link #count} times. */
  Batch next() {
    int[] indices = java.util.Arrays.copyOfRange(order, next * size, (next + 1) * size);
    next++;
    Batch batch =
        new Batch(
            pixels.augmentedBatch(indices, recipe.augmentation(), random),
            Targets.smoothed(pixels.labels(indices), images.classes(), recipe.labelSmoothing()));
    return recipe.augmentation().mixup() > 0 ? mixed(batch) : batch;
  }

  /** Each image with the next one: they are in random order already. */
  private Batch mixed(Batch batch) {
    float[] mixedPixels = new float[batch.pixels().length];
    float[] mixedTargets = new float[batch.targets().length];
    for (int i = 0; i < size; i++) {
      float share = (float) beta(recipe.augmentation().mixup(), random);
      int other = (i + 1) % size;
      mix(batch.pixels(), i, other, share, mixedPixels);
      mix(batch.targets(), i, other, share, mixedTargets);
    }
    return new Batch(mixedPixels, mixedTargets);
  }

  private void mix(float[] rows, int row, int other, float share, float[] mixed) {
    int length = rows.length / size;
    for (int k = 0; k < length; k++) {
      mixed[row * length + k] =
          share * rows[row * length + k] + (1 - share) * rows[other * length + k];
    }
  }

  /** A draw from Beta(a, a), for a from above 0 to 1 (Jöhnk 1964). */
  static double beta(double a, SplittableRandom random) {
    while (true) {
      double u = random.nextDouble();
      double v = random.nextDouble();
      double x = Math.pow(u, 1 / a);
      double y = Math.pow(v, 1 / a);
      if (x + y == 0) {
        // Both powers underflow where a is small; what counts is how many times one is the other.
        return 1 / (1 + Math.exp((Math.log(v) - Math.log(u)) / a));
      }
      if (x + y <= 1) {
        return x / (x + y);
      }
    }
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
