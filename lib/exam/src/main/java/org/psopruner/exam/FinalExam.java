package org.psopruner.exam;

import java.nio.file.Path;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.onnxruntime.Accuracy;
import org.psopruner.engine.onnxruntime.OnnxRuntimeModel;

/**
 * Examines exported files on the test images by ONNX Runtime, which is how a device will run them.
 *
 * @param images the test images
 * @param normalization how pixels become the networks' input
 * @param threads for one operator, at least 1
 * @param batch images at once at most, at least 1
 */
public record FinalExam(TestSet images, Normalization normalization, int threads, int batch) {
  /** More at once are no faster. */
  private static final int LARGEST_BATCH = 100;

  /**
   * The accuracy of an ONNX file on all test images.
   *
   * @throws org.psopruner.engine.onnxruntime.OnnxRuntimeException if it cannot be run on them
   */
  public Accuracy take(Path model) {
    try (OnnxRuntimeModel runnable = OnnxRuntimeModel.load(model, threads)) {
      return runnable.accuracy(images, normalization, Math.min(batch, LARGEST_BATCH));
    }
  }
}
