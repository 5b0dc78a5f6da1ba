package org.psopruner.cli.evaluation;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.psopruner.engine.EvaluationEngine;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Score;
import org.psopruner.worker.evaluation.Evaluator;

/** Evaluates structures in this process as a worker does, each on all images that are asked for. */
public final class FullEvaluation {
  private static final String NAME = "command";
  private static final String NO_ID = "0".repeat(64);

  private final FileReference baseline;
  private final DatasetReference dataset;
  private final Evaluator evaluator;

  /**
   * @param baseline whose structures these are
   */
  public FullEvaluation(FileReference baseline, DatasetReference dataset, EvaluationEngine engine) {
    this.baseline = baseline;
    this.dataset = dataset;
    this.evaluator = new Evaluator(engine, NAME, InstantSource.system());
  }

  /**
   * Top-1 accuracy, 0 to 1; negative infinity if the structure cannot be evaluated, which is what a
   * search is told then.
   */
  public double accuracy(PrunedStructure structure, EvaluationSettings settings) {
    Score.Outcome outcome =
        score(
                new Candidate(
                    NAME,
                    NO_ID,
                    0,
                    0,
                    List.of(),
                    structure,
                    baseline,
                    dataset,
                    settings,
                    Optional.empty()))
            .outcome();
    return outcome instanceof Score.Evaluated evaluated
        ? evaluated.accuracy()
        : Double.NEGATIVE_INFINITY;
  }

  /** As the candidate says. */
  public Score score(Candidate candidate) {
    return evaluator.score(candidate);
  }
}
