package org.psopruner.engine.dl4j;

import java.util.SplittableRandom;
import org.psopruner.data.LabelledImages;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Normalization;
import org.psopruner.pruning.network.Shape;

/**
 * Turns images into the network's input, a batch at a time: floats in [height, width, channels].
 */
final class Pixels {
  private final LabelledImages images;
  private final Shape shape;
  private final float[][] normalized;
  private final byte[] image;
  private float[] batch = new float[0];

  Pixels(LabelledImages images, Normalization normalization) {
    this.images = images;
    this.shape = images.shape();
    this.image = new byte[shape.size()];
    this.normalized = new float[shape.channels()][256];
    for (int c = 0; c < shape.channels(); c++) {
      for (int value = 0; value < 256; value++) {
        normalized[c][value] =
            (float) ((value / 255.0 - normalization.mean().get(c)) / normalization.std().get(c));
      }
    }
  }

  /**
   * Images as they are, until the next call: new memory for each batch would be touched for the
   * first time, which takes longer than to fill it.
   */
  float[] batch(int from, int count) {
    if (batch.length != count * shape.size()) {
      batch = new float[count * shape.size()];
    }
    for (int i = 0; i < count; i++) {
      images.copyPixels(from + i, image, 0);
      place(0, 0, false, batch, i * shape.size());
    }
    return batch;
  }

  /** Images shifted, mirrored and cut out at random; what a shift brings in is black. */
  float[] augmentedBatch(int[] indices, Augmentation augmentation, SplittableRandom random) {
    float[] batch = new float[indices.length * shape.size()];
    int padding = augmentation.cropPadding();
    for (int i = 0; i < indices.length; i++) {
      images.copyPixels(indices[i], image, 0);
      int down = random.nextInt(2 * padding + 1) - padding;
      int right = random.nextInt(2 * padding + 1) - padding;
      boolean mirrored = random.nextBoolean() && augmentation.flip();
      place(down, right, mirrored, batch, i * shape.size());
      if (augmentation.cutout() > 0) {
        int top = random.nextInt(shape.height()) - augmentation.cutout() / 2;
        int left = random.nextInt(shape.width()) - augmentation.cutout() / 2;
        blank(top, left, augmentation.cutout(), batch, i * shape.size());
      }
    }
    return batch;
  }

  int[] labels(int from, int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = images.label(from + i);
    }
    return labels;
  }

  int[] labels(int[] indices) {
    return java.util.Arrays.stream(indices).map(images::label).toArray();
  }

  /** A square, as far as it lies within the image, gets the mean colour: 0 once normalised. */
  private void blank(int top, int left, int side, float[] batch, int offset) {
    int from = Math.max(0, left) * shape.channels();
    int to = Math.min(shape.width(), left + side) * shape.channels();
    for (int y = Math.max(0, top); y < Math.min(shape.height(), top + side); y++) {
      int row = offset + y * shape.width() * shape.channels();
      java.util.Arrays.fill(batch, row + from, row + to, 0);
    }
  }

  private void place(int down, int right, boolean mirrored, float[] batch, int offset) {
    int height = shape.height();
    int width = shape.width();
    int channels = shape.channels();
    for (int c = 0; c < channels; c++) {
      float[] table = normalized[c];
      for (int y = 0; y < height; y++) {
        int fromY = y + down;
        for (int x = 0; x < width; x++) {
          int fromX = (mirrored ? width - 1 - x : x) + right;
          boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
          int value = inside ? image[(c * height + fromY) * width + fromX] & 0xFF : 0;
          batch[offset + (y * width + x) * channels + c] = table[value];
        }
      }
    }
  }
}
