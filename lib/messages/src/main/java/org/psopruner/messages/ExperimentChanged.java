package org.psopruner.messages;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * A user asked for a change of an experiment. It holds from where a {@link ChangePlaced} of the
 * same request stands among the scores; without one it never does.
 *
 * @param request unique: who asked finds the outcome by it
 * @param ifRevision the change is void unless the experiment has been changed so often by then;
 *     empty if that does not matter
 */
public record ExperimentChanged(
    String experimentId, String request, Optional<Integer> ifRevision, Change change)
    implements Message {
  public ExperimentChanged {
    Require.experimentId("experimentId", experimentId);
    Require.experimentId("request", request);
    Require.present("ifRevision", ifRevision);
    ifRevision.ifPresent(revision -> Require.atLeast(0, "ifRevision", revision));
    Require.present("change", change);
  }

  /** What is to be done. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = Retrain.class, name = "retrain"),
    @JsonSubTypes.Type(value = Extend.class, name = "extend"),
    @JsonSubTypes.Type(value = Delete.class, name = "delete")
  })
  public sealed interface Change {}

  /** Nothing more is asked of workers; what is out is finished. */
  public record Pause() implements Change {}

  /** It goes on after a pause. */
  public record Resume() implements Change {}

  /**
   * The search ends now.
   *
   * @param retrain whether the best so far is retrained; otherwise there will be no model
   */
  public record Stop(boolean retrain) implements Change {}

  /**
   * The search ends, if it has not, and a candidate is retrained as if it had won.
   *
   * @param evaluationId the candidate's, which must have been evaluated
   */
  public record Retrain(String evaluationId) implements Change {
    public Retrain {
      Require.sha256("evaluationId", evaluationId);
    }
  }

  /**
   * The search has more iterations.
   *
   * @param iterations how many more, from 1 to 1,000,000
   */
  public record Extend(int iterations) implements Change {
    public Extend {
      SwarmParameters.requireIterations(iterations);
    }
  }

  /** It is shown no more, and nothing more is done for it. Its id is not free again. */
  public record Delete() implements Change {}
}
