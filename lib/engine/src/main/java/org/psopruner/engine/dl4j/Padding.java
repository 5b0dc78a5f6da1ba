package org.psopruner.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.psopruner.pruning.network.Window;

/**
 * The padding of a window. ND4J's operations take one number of pixels for top and bottom and one
 * for left and right; where they differ, the input is copied into a padded array first.
 */
record Padding(Window window) {
  /** Whether the input is to be copied. */
  boolean isExplicit() {
    return window.top() != window.bottom()
        || window.left() != window.right()
        || window.top() >= window.height()
        || window.left() >= window.width();
  }

  /** What is left for the operation to pad above and below. */
  int rows() {
    return isExplicit() ? 0 : window.top();
  }

  /** What is left for the operation to pad at the left and the right. */
  int columns() {
    return isExplicit() ? 0 : window.left();
  }

  /** An array for the padded input, or the input itself. */
  INDArray padded(INDArray in, Arena arena) {
    return isExplicit()
        ? arena.take(
            in.size(0),
            in.size(1) + window.top() + window.bottom(),
            in.size(2) + window.left() + window.right(),
            in.size(3))
        : in;
  }

  /** The step that fills the padded array. */
  Runnable fill(INDArray in, INDArray padded, float value) {
    if (!isExplicit()) {
      return () -> {};
    }
    INDArray middle = middle(in, padded);
    return () -> {
      padded.assign(value);
      middle.assign(in);
    };
  }

  /** The step that takes the input's gradient out of the padded one. */
  Runnable crop(INDArray padded, INDArray inGradient) {
    if (!isExplicit()) {
      return () -> {};
    }
    INDArray middle = middle(inGradient, padded);
    return () -> inGradient.assign(middle);
  }

  /** Gives an array that {@link #padded} took back. */
  void release(INDArray in, INDArray padded, Arena arena) {
    if (padded != in) {
      arena.release(padded);
    }
  }

  private INDArray middle(INDArray in, INDArray padded) {
    return padded.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(window.top(), window.top() + in.size(1)),
        NDArrayIndex.interval(window.left(), window.left() + in.size(2)),
        NDArrayIndex.all());
  }
}
