package org.psopruner.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A particle that waits for its score. It carries all that a worker needs.
 *
 * @param evaluationId SHA-256 of what is evaluated: baseline, dataset, structure, settings, and
 *     what is to be beaten
 * @param iteration from 0, of the particle that asked first
 * @param particle from 0
 * @param position the particle's place in the swarm: one value from 0 to 1 a channel group, and one
 *     for the criterion where that is searched
 * @param toBeat what the accuracy must exceed to matter; empty if it matters always
 * @param structureId SHA-256 of what is evaluated but for what is to be beaten: evaluations of the
 *     same one may answer each other's experiments; empty if its score is of no use to others
 */
public record Candidate(
    String experimentId,
    String evaluationId,
    int iteration,
    int particle,
    List<Double> position,
    PrunedStructure structure,
    FileReference baseline,
    DatasetReference dataset,
    EvaluationSettings evaluation,
    Optional<ToBeat> toBeat,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> structureId)
    implements Message {
  public Candidate {
    Require.experimentId("experimentId", experimentId);
    Require.sha256("evaluationId", evaluationId);
    Require.atLeast(0, "iteration", iteration);
    Require.atLeast(0, "particle", particle);
    position = Require.each("position", position, p -> p >= 0 && p <= 1, "from 0 to 1");
    Require.present("structure", structure);
    Require.present("baseline", baseline);
    Require.present("dataset", dataset);
    Require.present("evaluation", evaluation);
    Require.present("toBeat", toBeat);
    Require.present("structureId", structureId);
    structureId.ifPresent(id -> Require.sha256("structureId", id));
  }

  /** One whose score is of no use to others. */
  public Candidate(
      String experimentId,
      String evaluationId,
      int iteration,
      int particle,
      List<Double> position,
      PrunedStructure structure,
      FileReference baseline,
      DatasetReference dataset,
      EvaluationSettings evaluation,
      Optional<ToBeat> toBeat) {
    this(
        experimentId,
        evaluationId,
        iteration,
        particle,
        position,
        structure,
        baseline,
        dataset,
        evaluation,
        toBeat,
        Optional.empty());
  }

  /**
   * Once it is certain, or likely enough, that a candidate is no more accurate than this, how
   * accurate it is matters no more, and the answer may be {@link Score.Outrun}.
   *
   * @param accuracy 0 to 1
   * @param errorProbability how likely it may be that one that is more accurate is taken for
   *     outrun; 0 if that must be certain, at most 0.5
   */
  public record ToBeat(double accuracy, double errorProbability) {
    public ToBeat {
      Require.share("accuracy", accuracy);
      Require.errorProbability(errorProbability);
    }
  }
}
