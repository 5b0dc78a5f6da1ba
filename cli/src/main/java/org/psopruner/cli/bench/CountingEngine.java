package org.psopruner.cli.bench;

import java.util.function.Supplier;
import org.psopruner.cli.bench.SearchFigures.Cost;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.EvaluableNetwork;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.EvaluationEngine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.Race;
import org.psopruner.engine.Verdicts;
import org.psopruner.pruning.network.Network;

/** Counts the images that an engine takes through networks. */
final class CountingEngine implements EvaluationEngine {
  private final Supplier<? extends EvaluationEngine> engines;
  private int evaluations;
  private long validationImages;
  private long recalibrationImages;

  /** What was done, and what it cost. */
  record Counted<T>(T result, Cost cost) {}

  /**
   * @param engines gives the one that is to load the next network
   */
  CountingEngine(Supplier<? extends EvaluationEngine> engines) {
    this.engines = engines;
  }

  /** Does something with networks of this engine, and tells what it cost. */
  <T> Counted<T> count(Supplier<T> work) {
    int evaluationsBefore = evaluations;
    long validationBefore = validationImages;
    long recalibrationBefore = recalibrationImages;
    long start = System.nanoTime();
    T result = work.get();
    return new Counted<>(
        result,
        new Cost(
            evaluations - evaluationsBefore,
            validationImages - validationBefore,
            recalibrationImages - recalibrationBefore,
            (System.nanoTime() - start) / 1e9));
  }

  @Override
  public String description() {
    return engines.get().description();
  }

  @Override
  public EvaluableNetwork load(Network network, Normalization normalization) {
    return new CountedNetwork(engines.get().load(network, normalization));
  }

  private final class CountedNetwork implements EvaluableNetwork {
    private final EvaluableNetwork network;

    CountedNetwork(EvaluableNetwork network) {
      this.network = network;
    }

    @Override
    public Evaluation evaluate(ValidationSet images, int batch, Race race, Verdicts verdicts) {
      Evaluation found = network.evaluate(images, batch, race, verdicts);
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
    public void close() {
      network.close();
    }
  }
}
