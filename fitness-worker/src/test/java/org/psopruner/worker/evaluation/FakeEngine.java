package org.psopruner.worker.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.EvaluableNetwork;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.EvaluationEngine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.Race;
import org.psopruner.engine.Verdicts;
import org.psopruner.pruning.network.Network;

/** Calls every image right and writes down what it was asked. */
final class FakeEngine implements EvaluationEngine {
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
  public EvaluableNetwork load(Network network, Normalization normalization) {
    calls.add("load " + network.layers().size() + " layers, mean " + normalization.mean());
    return new FakeNetwork();
  }

  private final class FakeNetwork implements EvaluableNetwork {
    @Override
    public Evaluation evaluate(ValidationSet images, int batch, Race race, Verdicts verdicts) {
      calls.add("evaluate %d in batches of %d".formatted(images.size(), batch));
      for (int image = 0; image < images.size(); image++) {
        verdicts.tell(image, true);
      }
      return new Evaluation(images.size(), images.size(), loss);
    }

    @Override
    public void recalibrate(TrainingSet images, int batch) {
      calls.add("recalibrate on %d in batches of %d".formatted(images.size(), batch));
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
