package org.psopruner.engine.dl4j;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;

/**
 * A layer whose weights lie in native memory. It lays out the steps that run it on given arrays.
 * All activations and gradients have the axes [n, height, width, channels].
 */
abstract class NativeLayer {
  private final Layer layer;

  NativeLayer(Layer layer) {
    this.layer = layer;
  }

  /** The layer as it was loaded. */
  final Layer layer() {
    return layer;
  }

  /** The layer with the weights as they are now. */
  Layer current() {
    return layer;
  }

  /**
   * The step that computes the output.
   *
   * @param in not changed, unless {@code out} is the same array
   * @param arena for what the step needs besides
   */
  abstract Runnable forward(List<INDArray> in, INDArray out, Arena arena);

  /**
   * As {@link #forward}, for the output of a batch norm that alone reads this layer's output; empty
   * if this layer cannot take one in.
   */
  Optional<Runnable> foldedForward(
      List<INDArray> in, INDArray out, BatchNormLayer norm, Arena arena) {
    return Optional.empty();
  }

  /** As {@link #forward}, where training differs from inference. */
  Runnable trainingForward(List<INDArray> in, INDArray out, Arena arena) {
    return forward(in, out, arena);
  }

  /**
   * The step that computes the gradients with respect to the inputs and the layer's parameters. It
   * may destroy the output and its gradient.
   */
  abstract Runnable backward(Backward arrays, Arena arena);

  /**
   * What the backward step found for the filters' weights, in the network's layout, filters first;
   * empty for a layer without filters.
   */
  Optional<Tensor> filterGradient() {
    return Optional.empty();
  }

  /** The filters' weights, as {@link #filterGradient}. */
  Optional<Tensor> filters() {
    return Optional.empty();
  }

  /** Whether the output may be written over the only input. */
  boolean runsInPlace(boolean training) {
    return false;
  }

  /** Whether the input's gradient may be written over the output's. */
  boolean backwardRunsInPlace() {
    return false;
  }

  /** Whether {@link #backward} reads the output, so that no later layer may write over it. */
  boolean backwardReadsOutput() {
    return false;
  }

  /** Frees what the layer owns alone. */
  void close() {}

  /**
   * What {@link #backward} reads and writes.
   *
   * @param in as in the forward step
   * @param out as in the forward step
   * @param outGradient the loss's gradient with respect to {@code out}
   * @param inGradients one to write for each input
   * @param isInputLearned whether a layer made the only input; if not, nobody reads its gradient,
   *     which may stay unwritten
   */
  record Backward(
      List<INDArray> in,
      INDArray out,
      INDArray outGradient,
      List<INDArray> inGradients,
      boolean isInputLearned) {
    INDArray input() {
      return in.get(0);
    }

    INDArray inputGradient() {
      return inGradients.get(0);
    }
  }
}
