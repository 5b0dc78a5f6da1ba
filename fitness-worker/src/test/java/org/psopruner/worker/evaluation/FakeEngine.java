package org.psopruner.worker.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.psopruner.engine.Engine;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.data.TrainingSet;
import org.psopruner.engine.data.ValidationSet;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/** Calls every image right and writes down what it was asked. */
final class FakeEngine implements Engine {
  private final double loss;
  private final List<String> calls = new ArrayList<>();

  /**
   * @param loss of every evaluation
   */
  FakeEngine(double loss) {
    this.loss = loss;
  }

  /** What was asked, in order. */
  List<String> calls() {
    return calls;
  }

  @Override
  public String description() {
    return "fake";
  }

  @Override
  public RunnableNetwork load(Network network, Normalization normalization) {
    calls.add("load " + network.layers().size() + " layers, mean " + normalization.mean());
    return new FakeNetwork(network);
  }

  private final class FakeNetwork implements RunnableNetwork {
    private final Network network;

    FakeNetwork(Network network) {
      this.network = network;
    }

    @Override
    public Evaluation evaluate(ValidationSet images, int batch, double toBeat) {
      calls.add("evaluate %d in batches of %d".formatted(images.size(), batch));
      return new Evaluation(images.size(), images.size(), loss);
    }

    @Override
    public void recalibrate(TrainingSet images, int batch) {
      calls.add("recalibrate on %d in batches of %d".formatted(images.size(), batch));
    }

    @Override
    public EpochResult train(TrainingSet images, TrainingRecipe recipe, int epoch) {
      throw new UnsupportedOperationException("a worker does not train");
    }

    @Override
    public float[] predict(float[] images, int n) {
      throw new UnsupportedOperationException("a worker predicts nothing");
    }

    @Override
    public Network network() {
      return network;
    }

    @Override
    public Tensor momentum() {
      throw new UnsupportedOperationException("a worker does not train");
    }

    @Override
    public void restoreMomentum(Tensor momentum) {
      throw new UnsupportedOperationException("a worker does not train");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
