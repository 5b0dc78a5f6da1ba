package org.psopruner.training;

import java.nio.file.Path;
import java.util.Arrays;
import org.psopruner.data.LabelledImages;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.NormalizedImages;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.onnxruntime.OnnxRuntimeModel;
import org.psopruner.messages.report.RunReport;

/** Whether an exported file gives what the engine gives, on real images. */
final class Parity {
  /** The largest difference that is let through, relative to the largest output (at least 1). */
  static final double TOLERANCE = 1e-4;

  private static final int IMAGES = 64;

  private Parity() {}

  /**
   * Runs both on the first images.
   *
   * @param file as exported from {@code runnable}
   * @param batch images at once at most, at least 1
   * @return the largest absolute difference of an output, and over how many images
   * @throws IllegalStateException if it is over the tolerance
   */
  static RunReport.Parity check(
      Path file,
      RunnableNetwork runnable,
      LabelledImages images,
      Normalization normalization,
      int batch) {
    int n = Math.min(IMAGES, images.size());
    NormalizedImages normalized = new NormalizedImages(images, normalization);
    float[] expected = new float[0];
    float[] given = new float[0];
    try (OnnxRuntimeModel exported = OnnxRuntimeModel.load(file, 1)) {
      for (int from = 0; from < n; from += batch) {
        int count = Math.min(batch, n - from);
        float[] inputs = new float[count * images.shape().size()];
        normalized.copy(from, count, inputs);
        expected = joined(expected, runnable.predict(inputs, count));
        given = joined(given, exported.predict(inputs, count));
      }
    }
    return new RunReport.Parity(largestDifference(file, expected, given), n);
  }

  private static float[] joined(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static double largestDifference(Path file, float[] expected, float[] given) {
    double difference = expected.length == given.length ? 0 : Double.POSITIVE_INFINITY;
    double scale = 1;
    for (int i = 0; i < Math.min(expected.length, given.length); i++) {
      double delta = Math.abs(expected[i] - given[i]);
      // A difference that is no number must not pass for a small one.
      difference = Math.max(difference, Double.isNaN(delta) ? Double.POSITIVE_INFINITY : delta);
      // Nor may an output that is none make everything small beside it.
      scale = Float.isFinite(expected[i]) ? Math.max(scale, Math.abs(expected[i])) : scale;
    }
    if (difference > TOLERANCE * scale) {
      throw new IllegalStateException(
          "%s does not give what the engine gives: an output differs by %.2e, where at most %.2e is allowed"
              .formatted(file.getFileName(), difference, TOLERANCE * scale));
    }
    return difference;
  }
}
