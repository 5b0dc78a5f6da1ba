package org.psopruner.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What can be set, under {@code psopruner}. */
@ConfigMapping(prefix = "psopruner")
interface WorkerSettings {
  /** Names this worker in its scores; by default the host's name and the process id. */
  Optional<String> workerId();

  /** How particles reach this worker. */
  @WithDefault("share-group")
  Source particleSource();

  /** What evaluates. */
  @WithDefault("dl4j")
  Evaluation engine();

  /** What an evaluation of the synthetic engine takes, at least zero. */
  @WithDefault("PT0.2S")
  Duration syntheticEvaluation();

  /** Threads of the engine, at least 1; by default one a core. */
  OptionalInt threads();

  /** Replication factor of the topics that are made because they are missing, at least 1. */
  @WithDefault("1")
  short topicReplication();

  /** The longest wait for an answer of the broker. */
  @WithDefault("PT20S")
  Duration brokerTimeout();

  /**
   * An evaluation in which nothing moves for so long is stuck: no mini-batch has ended. To be
   * longer than the dataset takes to read.
   */
  @WithDefault("PT15M")
  Duration stuckAfter();

  /**
   * How long an evaluation in hand may still take when the worker is told to end, at least zero.
   * One that will hardly be done by then is handed back at once.
   */
  @WithDefault("PT20S")
  Duration grace();

  /** The engines. */
  enum Evaluation {
    DL4J,
    /** Makes its scores up: for trying the pipeline. */
    SYNTHETIC
  }

  /** The ways in which particles reach a worker. */
  enum Source {
    /** Needs Kafka 4.2 or later. */
    SHARE_GROUP,
    /** For older brokers. */
    CONSUMER_GROUP
  }
}
