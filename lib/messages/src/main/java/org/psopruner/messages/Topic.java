package org.psopruner.messages;

/** The topics, what travels on each, and how a topic is made where it is missing. */
public enum Topic {
  /** Experiments that were asked for. Kept: the coordinator's state is a fold over it. */
  EXPERIMENTS("psopruner.experiments", 1, true),
  /**
   * Candidates on their way to a worker; their key is the evaluation id. One partition, or a share
   * group's idle worker would not get what waits in another worker's partition; a consumer group's
   * workers give it more.
   */
  PARTICLES("psopruner.particles", 1, false),
  /** Scores. Kept: the coordinator's state is a fold over it. */
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
    if (message instanceof ExperimentCreated) {
      return EXPERIMENTS;
    }
    if (message instanceof Candidate) {
      return PARTICLES;
    }
    if (message instanceof Score) {
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

  /** Whether its records are kept for ever, rather than for the broker's usual time. */
  public boolean kept() {
    return kept;
  }
}
