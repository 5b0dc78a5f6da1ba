package org.psopruner.messages;

/** What travels on a topic: the value of a Kafka record, as versioned JSON. */
public sealed interface Message
    permits ExperimentCreated,
        ExperimentChanged,
        ChangePlaced,
        Candidate,
        EvaluationStarted,
        EvaluationReleased,
        Score,
        GlobalBest,
        RetrainingProgress,
        RetrainingFailed,
        ModelReady {
  /** The experiment it belongs to; also the record's key, except for candidates. */
  String experimentId();
}
