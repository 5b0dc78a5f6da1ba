package org.psopruner.cli.bench;

import org.psopruner.cli.bench.SearchFigures.Cost;
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

/** Counts the images that an engine takes through networks. */
final class CountingEngine implements Engine {
  private final Engine engine;
  private int evaluations;
  private long validationImages;
  private long recalibrationImages;

  CountingEngine(Engine engine) {
    this.engine = engine;
  }

  /**
   * What was counted so far.
   *
   * @param seconds that it took
   */
  Cost cost(double seconds) {
    return new Cost(evaluations, validationImages, recalibrationImages, seconds);
  }

  @Override
  public String description() {
    return engine.description();
  }

  @Override
  public RunnableNetwork load(Network network, Normalization normalization) {
    return new CountedNetwork(engine.load(network, normalization));
  }

  private final class CountedNetwork implements RunnableNetwork {
    private final RunnableNetwork network;

    CountedNetwork(RunnableNetwork network) {
      this.network = network;
    }

    @Override
    public Evaluation evaluate(ValidationSet images, int batch, double toBeat) {
      Evaluation found = network.evaluate(images, batch, toBeat);
      evaluations++;
      validationImages += found.images();
      return found;
    }

    @Override
    public void recalibrate(TrainingSet images, int batch) {
      network.recalibrate(images, batch);
      recalibrationImages += images.size();
    }

    @Override
    public EpochResult train(TrainingSet images, TrainingRecipe recipe, int epoch) {
      return network.train(images, recipe, epoch);
    }

    @Override
    public float[] predict(float[] images, int n) {
      return network.predict(images, n);
    }

    @Override
    public Network network() {
      return network.network();
    }

    @Override
    public Tensor momentum() {
      return network.momentum();
    }

    @Override
    public void restoreMomentum(Tensor momentum) {
      network.restoreMomentum(momentum);
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
