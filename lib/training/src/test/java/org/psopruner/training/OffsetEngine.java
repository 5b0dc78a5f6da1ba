package org.psopruner.training;

import java.util.Map;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Engine;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.Race;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.Verdicts;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/**
 * Another engine, but that its outputs are off.
 *
 * @param offset added to every output
 */
record OffsetEngine(Engine engine, float offset) implements Engine {
  @Override
  public String description() {
    return engine.description();
  }

  @Override
  public RunnableNetwork load(Network network, Normalization normalization) {
    return new OffsetNetwork(engine.load(network, normalization), offset);
  }

  private record OffsetNetwork(RunnableNetwork runnable, float offset) implements RunnableNetwork {
    @Override
    public float[] predict(float[] images, int n) {
      float[] outputs = runnable.predict(images, n);
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] += offset;
      }
      return outputs;
    }

    @Override
    public Evaluation evaluate(ValidationSet images, int batch, Race race, Verdicts verdicts) {
      return runnable.evaluate(images, batch, race, verdicts);
    }

    @Override
    public void recalibrate(TrainingSet images, int batch) {
      runnable.recalibrate(images, batch);
    }

    @Override
    public EpochResult train(TrainingSet images, TrainingRecipe recipe, int epoch) {
      return runnable.train(images, recipe, epoch);
    }

    @Override
    public Map<String, double[]> taylorImportance(TrainingSet images, int batch) {
      return runnable.taylorImportance(images, batch);
    }

    @Override
    public Network network() {
      return runnable.network();
    }

    @Override
    public Tensor momentum() {
      return runnable.momentum();
    }

    @Override
    public void restoreMomentum(Tensor momentum) {
      runnable.restoreMomentum(momentum);
    }

    @Override
    public void close() {
      runnable.close();
    }
  }
}
