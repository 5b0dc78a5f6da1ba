package org.psopruner.cli.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.psopruner.cli.bench.SearchFigures.Cost;
import org.psopruner.messages.PrunedStructure;

/**
 * Evaluates each structure once. One that comes again gets what it got, at what that cost: where
 * each network has an engine of its own, the same evaluation takes the same images and comes to the
 * same accuracy, so that images and accuracies are those of a search that evaluates anew. The time
 * is an estimate.
 */
final class Replay implements ToDoubleFunction<PrunedStructure> {
  private final ToDoubleFunction<PrunedStructure> evaluation;
  private final CountingEngine engine;
  private final Map<PrunedStructure, CountingEngine.Counted<Double>> known = new HashMap<>();
  private Cost saved = Cost.NONE;

  /**
   * @param evaluation accuracy, on that engine
   */
  Replay(ToDoubleFunction<PrunedStructure> evaluation, CountingEngine engine) {
    this.evaluation = evaluation;
    this.engine = engine;
  }

  @Override
  public double applyAsDouble(PrunedStructure structure) {
    CountingEngine.Counted<Double> first = known.get(structure);
    if (first == null) {
      first = engine.count(() -> evaluation.applyAsDouble(structure));
      known.put(structure, first);
    } else {
      saved = saved.plus(first.cost());
    }
    return first.result();
  }

  /** What evaluating anew would have cost on top of what the engine counted. */
  Cost saved() {
    return saved;
  }
}
