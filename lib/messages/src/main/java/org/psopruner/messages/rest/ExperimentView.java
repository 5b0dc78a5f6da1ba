package org.psopruner.messages.rest;

import java.time.Instant;
import java.util.Optional;
import org.psopruner.messages.ExperimentSpec;

/**
 * An experiment as it stands.
 *
 * @param iteration iterations completed, from 0 to {@code spec.swarm.iterations}; at the
 *     asynchronous pace, as many scores as they have
 * @param evaluationsDone structures scored so far
 * @param evaluationsOutstanding structures published and not yet scored
 * @param evaluationsShared particles that got the score of a structure scored before
 * @param evaluationsOutrun of those done, the ones that ended early, since they could no longer be
 *     better than their particles' personal bests
 * @param evaluationsTaken of those done, the ones whose scores other experiments had asked for
 * @param evaluationsFailed of those done, the ones that could not be evaluated
 * @param baseline what the baseline costs; zeros if it could not be read
 * @param globalBest the best so far, once there is one
 * @param retraining where the retraining is, once it has begun
 * @param failure why it failed, if it did
 * @param createdAt when it was asked for
 * @param revision how often a user has changed it
 */
public record ExperimentView(
    ExperimentSpec spec,
    State state,
    int iteration,
    int evaluationsDone,
    int evaluationsOutstanding,
    int evaluationsShared,
    int evaluationsOutrun,
    int evaluationsTaken,
    int evaluationsFailed,
    CostView baseline,
    Optional<BestView> globalBest,
    Optional<RetrainingView> retraining,
    Optional<String> failure,
    Instant createdAt,
    int revision) {
  /** Where it is in its life. */
  public enum State {
    SEARCHING,
    PAUSED,
    RETRAINING,
    FINISHED,
    STOPPED,
    FAILED;

    /** Whether its swarm may still move. */
    public boolean isSearched() {
      return this == SEARCHING || this == PAUSED;
    }

    /** Whether nothing more happens of itself. */
    public boolean isOver() {
      return this == FINISHED || this == STOPPED || this == FAILED;
    }
  }

  /**
   * What a network costs.
   *
   * @param macs multiply-accumulates of one image
   * @param bytes of the weights as float32
   */
  public record CostView(long parameters, long macs, long bytes) {}

  /** The global best: where it was found, what it scored and what it costs. */
  public record BestView(
      String evaluationId, int iteration, int particle, double accuracy, CostView cost) {
    /** Whether this is what the search evaluated there; on a ladder, by another evaluation. */
    public boolean isAt(EvaluationView evaluation) {
      return evaluation.iteration() == iteration && evaluation.particle() == particle;
    }
  }

  /**
   * The last epoch that ended.
   *
   * @param note what is out of the ordinary, in plain words
   */
  public record RetrainingView(
      int epoch,
      int epochs,
      double validationAccuracy,
      double bestValidationAccuracy,
      Optional<String> note) {}
}
