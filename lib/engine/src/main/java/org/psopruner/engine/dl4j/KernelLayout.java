package org.psopruner.engine.dl4j;

import org.psopruner.pruning.network.Tensor;

/**
 * The axes of a convolution's weights: {@code [filters, channels, height, width]} in a network and
 * in files, {@code [height, width, channels, filters]} in native memory. There the weights of one
 * place in the window are a matrix, and those of the whole window are one, too: what matrix
 * products want.
 */
final class KernelLayout {
  private KernelLayout() {}

  /** From a network's layout. */
  static Tensor toNative(Tensor weights) {
    int outer = weights.dim(0) * weights.dim(1);
    int inner = weights.dim(2) * weights.dim(3);
    int filters = weights.dim(0);
    int channels = weights.dim(1);
    float[] from = weights.toArray();
    float[] to = new float[from.length];
    for (int filter = 0; filter < filters; filter++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int place = 0; place < inner; place++) {
          to[place * outer + channel * filters + filter] =
              from[(filter * channels + channel) * inner + place];
        }
      }
    }
    return Tensor.of(to, weights.dim(2), weights.dim(3), channels, filters);
  }

  /** Back to a network's layout. */
  static Tensor toNetwork(Tensor weights) {
    int places = weights.dim(0) * weights.dim(1);
    int channels = weights.dim(2);
    int filters = weights.dim(3);
    float[] from = weights.toArray();
    float[] to = new float[from.length];
    for (int place = 0; place < places; place++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int filter = 0; filter < filters; filter++) {
          to[(filter * channels + channel) * places + place] =
              from[(place * channels + channel) * filters + filter];
        }
      }
    }
    return Tensor.of(to, filters, channels, weights.dim(0), weights.dim(1));
  }
}
