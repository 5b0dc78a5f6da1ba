package org.psopruner.engine.dl4j;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch norm in inference as part of the layer before it: {@code y = factor · x + offset} for
 * each channel, which that layer's weights and bias can take in (Jacob et al. 2018, section 3.2).
 */
final class FoldedNorm {
  private final float[] factors;
  private final float[] offsets;

  /**
   * @param factors one a channel, as are the offsets; taken over
   */
  FoldedNorm(float[] factors, float[] offsets) {
    this.factors = factors;
    this.offsets = offsets;
  }

  /** The weights times the factors; their first axis is that of the channels. */
  INDArray rows(INDArray weights, Arena arena) {
    INDArray folded = arena.keep(weights.shape());
    Arrays.scaleRows(weights, factors, folded);
    return folded;
  }

  /** The weights times the factors; their last axis is that of the channels. */
  INDArray columns(INDArray weights, Arena arena) {
    INDArray folded = arena.keep(weights.shape());
    Arrays.scaleColumns(weights, factors, folded);
    return folded;
  }

  /** The bias of the layer with the batch norm in it, [channels]. */
  INDArray bias(Optional<INDArray> bias, Arena arena) {
    float[] values = bias.map(Arrays::read).orElseGet(() -> new float[factors.length]);
    for (int c = 0; c < values.length; c++) {
      values[c] = factors[c] * values[c] + offsets[c];
    }
    INDArray folded = arena.keep(values.length);
    Arrays.write(values, folded);
    return folded;
  }
}
