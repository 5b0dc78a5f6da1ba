package org.psopruner.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * What an evaluation found.
 *
 * @param evaluationId the candidate's; the first score for an id counts
 * @param iteration the candidate's, as is {@code particle}
 * @param worker who evaluated
 * @param millis wall time of the evaluation, at least 0
 * @param structureId the candidate's
 */
public record Score(
    String experimentId,
    String evaluationId,
    int iteration,
    int particle,
    Outcome outcome,
    String worker,
    long millis,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> structureId)
    implements Message {
  public Score {
    Require.experimentId("experimentId", experimentId);
    Require.sha256("evaluationId", evaluationId);
    Require.atLeast(0, "iteration", iteration);
    Require.atLeast(0, "particle", particle);
    Require.present("outcome", outcome);
    Require.text("worker", worker);
    Require.atLeast(0, "millis", millis);
    Require.present("structureId", structureId);
    structureId.ifPresent(id -> Require.sha256("structureId", id));
  }

  /** The score of a candidate. */
  public static Score of(Candidate candidate, Outcome outcome, String worker, long millis) {
    return new Score(
        candidate.experimentId(),
        candidate.evaluationId(),
        candidate.iteration(),
        candidate.particle(),
        outcome,
        worker,
        millis,
        candidate.structureId());
  }

  /** How it ended. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Evaluated.class, name = "evaluated"),
    @JsonSubTypes.Type(value = Outrun.class, name = "outrun"),
    @JsonSubTypes.Type(value = Failed.class, name = "failed")
  })
  public sealed interface Outcome {}

  /**
   * The candidate was evaluated.
   *
   * @param accuracy top-1 on the validation images, 0 to 1
   * @param loss mean cross-entropy in nats
   * @param images validation images used
   */
  public record Evaluated(double accuracy, double loss, int images) implements Outcome {
    public Evaluated {
      Require.share("accuracy", accuracy);
      Require.that(Double.isFinite(loss) && loss >= 0, "loss", loss, "finite and at least 0");
      Require.atLeast(1, "images", images);
    }
  }

  /**
   * The evaluation ended early: the candidate is not better than what it was to beat. How good it
   * is, is not known.
   *
   * @param accuracyAtMost what top-1 on the validation images does not exceed, 0 to 1; no higher
   *     than {@link Candidate#toBeat}
   * @param images validation images looked at
   * @param errorProbability of taking a candidate that is better for one that is not: 0 if the
   *     accuracy would not be higher were all that were not looked at right; at most 0.5
   */
  public record Outrun(double accuracyAtMost, int images, double errorProbability)
      implements Outcome {
    public Outrun {
      Require.share("accuracyAtMost", accuracyAtMost);
      Require.errorProbability(errorProbability);
      Require.atLeast(1, "images", images);
    }
  }

  /**
   * The candidate cannot be evaluated, by any worker.
   *
   * @param reason in one line
   */
  public record Failed(String reason) implements Outcome {
    public Failed {
      Require.text("reason", reason);
    }
  }
}
