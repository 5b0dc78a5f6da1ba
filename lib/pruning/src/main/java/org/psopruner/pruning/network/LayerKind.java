package org.psopruner.pruning.network;

import java.util.Locale;

/** What a layer is, for people and drawings. */
public enum LayerKind {
  CONVOLUTION,
  BATCH_NORM,
  ACTIVATION,
  POOLING,
  GLOBAL_AVERAGE_POOLING,
  ADD,
  CONCAT,
  FLATTEN,
  DENSE,
  SOFTMAX;

  /** The kind of a layer. */
  public static LayerKind of(Layer layer) {
    if (layer instanceof Layer.Convolution) {
      return CONVOLUTION;
    } else if (layer instanceof Layer.BatchNorm) {
      return BATCH_NORM;
    } else if (layer instanceof Layer.Activation) {
      return ACTIVATION;
    } else if (layer instanceof Layer.Pooling) {
      return POOLING;
    } else if (layer instanceof Layer.GlobalAveragePooling) {
      return GLOBAL_AVERAGE_POOLING;
    } else if (layer instanceof Layer.Add) {
      return ADD;
    } else if (layer instanceof Layer.Concat) {
      return CONCAT;
    } else if (layer instanceof Layer.Flatten) {
      return FLATTEN;
    }
    return layer instanceof Layer.Dense ? DENSE : SOFTMAX;
  }

  /** A layer in words: {@code convolution 3x3 /2} moves two pixels a step. */
  public static String describe(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return words(convolution) + size(convolution.window());
    } else if (layer instanceof Layer.Pooling pooling) {
      return words(pooling.kind()) + " pooling" + size(pooling.window());
    } else if (layer instanceof Layer.Activation activation) {
      return words(activation.function());
    }
    return words(of(layer));
  }

  private static String words(Layer.Convolution convolution) {
    if (convolution.groups() == 1) {
      return "convolution";
    }
    return convolution.isDepthwise()
        ? "depthwise convolution"
        : "convolution of " + convolution.groups() + " groups";
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String size(Window window) {
    String stride =
        window.strideY() == 1 && window.strideX() == 1
            ? ""
            : " /" + Math.max(window.strideY(), window.strideX());
    return " %dx%d%s".formatted(window.height(), window.width(), stride);
  }
}
