package org.psopruner.pruning.onnx;

import java.util.function.Predicate;
import org.psopruner.pruning.network.Layer;

/** Whether ONNX has an activation with four axes, as an image, or with two, as features. */
final class Ranks {
  private Ranks() {}

  /**
   * Whether a layer's output has the axes [n, channels, height, width]; else it has [n, features].
   *
   * @param isImage the same of the layers it reads
   */
  static boolean givesImage(Layer layer, Predicate<String> isImage) {
    if (readsImage(layer)) {
      return true;
    } else if (layer instanceof Layer.Flatten || layer instanceof Layer.Dense) {
      return false;
    }
    return layer.inputs().stream().allMatch(isImage);
  }

  /** Whether a layer can read nothing but images. */
  static boolean readsImage(Layer layer) {
    return layer instanceof Layer.Convolution
        || layer instanceof Layer.Pooling
        || layer instanceof Layer.GlobalAveragePooling;
  }
}
