package org.psopruner.messages;

import java.time.Duration;
import java.util.Optional;

/** The topics, what travels on each, and how a topic is made where it is missing. */
public enum Topic {
  /**
   * Experiments that were asked for, and changes of them. Kept: the coordinator's state is a fold
   * over it. Its partitions are what coordinators share among them: who has one owns the
   * experiments in it.
   */
  EXPERIMENTS("psopruner.experiments", 12, true),
  /**
   * Candidates on their way to a worker; their key is the evaluation id. One partition, or a share
   * group's idle worker would not get what waits in another worker's partition; a consumer group's
   * workers give it more.
   */
  PARTICLES("psopruner.particles", 1, false),
  /**
   * Which worker took which candidate, or handed it back. For leases alone: no state follows from
   * it, so it is kept for a day.
   */
  EVALUATIONS("psopruner.evaluations", 1, false),
  /**
   * Scores, and from where among them changes of experiments hold. Kept: the coordinator's state is
   * a fold over it.
   */
  SCORES("psopruner.scores", 1, true),
  /** Winners on their way to the retrainer. Kept. */
  GLOBAL_BESTS("psopruner.global-bests", 1, true),
  /** Retraining's progress and failures. Kept. */
  RETRAININGS("psopruner.retrainings", 1, true),
  /** Models that are ready, for registries. Kept. */
  MODELS("psopruner.models", 1, true),
  /** Records that could not be understood, with the reason. */
  DEAD_LETTERS("psopruner.dead-letters", 1, true);

  private final String topicName;
  private final int partitions;
  private final boolean kept;

  Topic(String topicName, int partitions, boolean kept) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.kept = kept;
  }

  /** The topic that a message travels on. */
  public static Topic of(Message message) {
    if (message instanceof ExperimentCreated || message instanceof ExperimentChanged) {
      return EXPERIMENTS;
    }
    if (message instanceof Candidate) {
      return PARTICLES;
    }
    if (message instanceof EvaluationStarted || message instanceof EvaluationReleased) {
      return EVALUATIONS;
    }
    if (message instanceof Score || message instanceof ChangePlaced) {
      return SCORES;
    }
    if (message instanceof GlobalBest) {
      return GLOBAL_BESTS;
    }
    return message instanceof ModelReady ? MODELS : RETRAININGS;
  }

  public String topicName() {
    return topicName;
  }

  public int partitions() {
    return partitions;
  }

  /** Whether its records are kept for ever. */
  public boolean kept() {
    return kept;
  }

  /** How long its records are kept, where that is for a time other than the broker's usual one. */
  public Optional<Duration> keptFor() {
    return this == EVALUATIONS ? Optional.of(Duration.ofDays(1)) : Optional.empty();
  }
}
