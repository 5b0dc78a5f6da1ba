package org.psopruner.engine.dl4j;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;

/**
 * All trained parameters in one array, those with weight decay first, so that an update is three
 * operations however many layers there are. Gradients and momentum lie the same way, and exist only
 * once training has begun.
 */
final class Parameters implements AutoCloseable {
  /** Floats of a cache line and of an AVX-512 register: where a parameter begins. */
  private static final int ALIGNMENT = 16;

  private final NativeFloats memory;
  private final INDArray values;
  private final long decayed;
  private long nextDecayed;
  private long nextOther;
  private Optional<State> state = Optional.empty();

  /** Room for the parameters of these layers. */
  Parameters(List<Layer> layers) {
    long weights = 0;
    long others = 0;
    for (Layer layer : layers) {
      if (layer instanceof Layer.Convolution convolution) {
        weights += aligned(convolution.weights());
        others += convolution.bias().map(Parameters::aligned).orElse(0L);
      } else if (layer instanceof Layer.Dense dense) {
        weights += aligned(dense.weights());
        others += dense.bias().map(Parameters::aligned).orElse(0L);
      } else if (layer instanceof Layer.BatchNorm norm) {
        others += 2 * aligned(norm.scale());
      }
    }
    decayed = weights;
    nextOther = weights;
    memory = NativeFloats.zeros(Math.max(1, weights + others));
    values = row(memory);
  }

  /** Takes over convolution or dense weights, which decay. */
  Parameter weights(Tensor tensor) {
    Parameter parameter = new Parameter(nextDecayed, tensor);
    nextDecayed += aligned(tensor);
    return parameter;
  }

  /** Takes over a vector that does not decay. */
  Parameter vector(Tensor tensor) {
    Parameter parameter = new Parameter(nextOther, tensor);
    nextOther += aligned(tensor);
    return parameter;
  }

  /** Makes room for gradients and momentum, which begins at zero. */
  void prepareTraining() {
    if (state.isEmpty()) {
      state = Optional.of(new State(values.length()));
    }
  }

  /** One step of stochastic gradient descent with Nesterov momentum. */
  void update(double learningRate, double momentum, double weightDecay) {
    State training = training();
    if (decayed > 0 && weightDecay > 0) {
      INDArray decays = Arrays.view(training.gradients, 0, decayed);
      new Operation(
              "axpy",
              List.of(decays, Arrays.view(values, 0, decayed)),
              List.of(decays),
              new double[] {weightDecay})
          .run();
    }
    NesterovsUpdater updater = new NesterovsUpdater(new Nesterovs(learningRate, momentum));
    updater.setStateViewArray(training.momentum, values.shape(), 'c', false);
    updater.applyUpdater(training.gradients, 0, 0);
    values.subi(training.gradients);
  }

  /** A copy of the momentum of all parameters, as they lie. */
  Tensor momentum() {
    prepareTraining();
    return Tensor.vector(Arrays.read(training().momentum));
  }

  /**
   * @throws IllegalArgumentException if it is not as long as the parameters
   */
  void restoreMomentum(Tensor momentum) {
    if (momentum.size() != values.length()) {
      throw new IllegalArgumentException(
          "the momentum has %d values; this network's has %d"
              .formatted(momentum.size(), values.length()));
    }
    prepareTraining();
    Arrays.write(momentum.buffer(), training().momentum);
  }

  @Override
  public void close() {
    memory.close();
    state.ifPresent(State::close);
  }

  private State training() {
    return state.orElseThrow(() -> new IllegalStateException("training is not prepared"));
  }

  /** As a matrix of one row, as ND4J's updaters take it. */
  private static INDArray row(NativeFloats memory) {
    return Arrays.view(memory.array(), 0, 1, memory.array().length());
  }

  private static long aligned(Tensor tensor) {
    return (tensor.size() + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
  }

  /** One tensor among the parameters. */
  final class Parameter {
    private final long offset;
    private final long[] shape;

    private Parameter(long offset, Tensor tensor) {
      this.offset = offset;
      this.shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
      Arrays.write(tensor.buffer(), value());
    }

    INDArray value() {
      return Arrays.view(values, offset, shape);
    }

    /** Where the backward step leaves the gradient. */
    INDArray gradient() {
      return Arrays.view(training().gradients, offset, shape);
    }

    /** A copy as it is now. */
    Tensor tensor() {
      return copy(value());
    }

    /** A copy of the gradient. */
    Tensor gradientTensor() {
      return copy(gradient());
    }

    private Tensor copy(INDArray array) {
      int[] axes = java.util.Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
      return Tensor.of(Arrays.read(array), axes);
    }
  }

  private static final class State {
    final INDArray gradients;
    final INDArray momentum;
    private final NativeFloats gradientMemory;
    private final NativeFloats momentumMemory;

    State(long length) {
      gradientMemory = NativeFloats.zeros(length);
      momentumMemory = NativeFloats.zeros(length);
      gradients = row(gradientMemory);
      momentum = row(momentumMemory);
    }

    void close() {
      gradientMemory.close();
      momentumMemory.close();
    }
  }
}
