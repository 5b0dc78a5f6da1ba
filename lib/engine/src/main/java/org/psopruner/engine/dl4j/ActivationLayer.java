package org.psopruner.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Layer.Activation.Function;

/** An elementwise nonlinearity. */
final class ActivationLayer extends NativeLayer {
  private final Layer.Activation activation;

  ActivationLayer(Layer.Activation activation) {
    super(activation);
    this.activation = activation;
  }

  @Override
  boolean runsInPlace(boolean training) {
    return !training || !backwardReadsInput();
  }

  @Override
  boolean backwardRunsInPlace() {
    return true;
  }

  @Override
  boolean backwardReadsOutput() {
    return true;
  }

  private boolean backwardReadsInput() {
    return activation.function() == Function.SWISH || activation.function() == Function.HARD_SWISH;
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    INDArray x = in.get(0);
    return switch (activation.function()) {
      case RELU -> new Operation("relu", List.of(x), List.of(out), new double[] {0});
      case RELU6 -> new Operation("relu6", List.of(x), List.of(out), new double[] {0});
      case LEAKY_RELU ->
          new Operation("lrelu", List.of(x), List.of(out), new double[] {activation.alpha()});
      case SIGMOID -> new Operation("sigmoid", List.of(x), List.of(out));
      case TANH -> new Operation("tanh", List.of(x), List.of(out));
      case HARD_SIGMOID -> hardSigmoid(x, out);
      case HARD_SWISH -> gated(x, out, arena, true);
      case SWISH -> gated(x, out, arena, false);
    };
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    Runnable derivative = derivative(arrays.input(), arrays.out(), arena);
    return () -> {
      derivative.run();
      arrays.outGradient().mul(arrays.out(), arrays.inputGradient());
    };
  }

  /** Writes the slope over the output {@code y}. */
  private Runnable derivative(INDArray x, INDArray y, Arena arena) {
    float alpha = activation.alpha();
    return switch (activation.function()) {
      case RELU -> () -> Transforms.sign(y, false);
      case RELU6 -> inside(y, 6, arena);
      case LEAKY_RELU ->
          () -> Transforms.relu(Transforms.sign(y, false), false).muli(1 - alpha).addi(alpha);
      case SIGMOID -> timesRest(y, 1, arena);
      case TANH -> () -> y.muli(y).rsubi(1);
      case HARD_SIGMOID -> Steps.of(inside(y, 1, arena), () -> y.divi(6));
      case HARD_SWISH -> gatedDerivative(x, y, arena, true);
      case SWISH -> gatedDerivative(x, y, arena, false);
    };
  }

  /** {@code y · (bound − y)}. */
  private static Runnable timesRest(INDArray y, double bound, Arena arena) {
    INDArray rest = arena.take(y.shape());
    arena.release(rest);
    return () -> {
      y.rsub(bound, rest);
      y.muli(rest);
    };
  }

  /** 1 where 0 < y < bound, else 0; y lies from 0 to the bound. */
  private static Runnable inside(INDArray y, double bound, Arena arena) {
    return Steps.of(timesRest(y, bound, arena), () -> Transforms.sign(y, false));
  }

  /** {@code max(0, min(1, x/6 + 1/2))}, as PyTorch defines it (Howard et al. 2019). */
  private static Runnable hardSigmoid(INDArray x, INDArray out) {
    Runnable clip = new Operation("relu6", List.of(out), List.of(out), new double[] {0});
    return () -> {
      x.add(3, out);
      clip.run();
      out.divi(6);
    };
  }

  private static Runnable gate(INDArray x, INDArray out, boolean hard) {
    return hard ? hardSigmoid(x, out) : new Operation("sigmoid", List.of(x), List.of(out));
  }

  /** {@code x · gate(x)}. */
  private static Runnable gated(INDArray x, INDArray out, Arena arena, boolean hard) {
    INDArray opening = arena.take(x.shape());
    Runnable gate = gate(x, opening, hard);
    arena.release(opening);
    return () -> {
      gate.run();
      x.mul(opening, out);
    };
  }

  /** {@code gate(x) + x · gate'(x)}. */
  private static Runnable gatedDerivative(INDArray x, INDArray y, Arena arena, boolean hard) {
    INDArray opening = arena.take(x.shape());
    Runnable gate = gate(x, opening, hard);
    arena.release(opening);
    return () -> {
      gate.run();
      opening.rsub(1, y);
      y.muli(opening);
      if (hard) {
        Transforms.sign(y, false).divi(6);
      }
      y.muli(x).addi(opening);
    };
  }
}
