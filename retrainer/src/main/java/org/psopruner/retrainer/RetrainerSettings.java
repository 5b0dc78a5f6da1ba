package org.psopruner.retrainer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** What can be set, under {@code psopruner.retrainer} ({@code PSOPRUNER_RETRAINER_…}). */
@ConfigMapping(prefix = "psopruner.retrainer")
interface RetrainerSettings {
  /** Threads of the engine, the final exam and the latency measurement; by default all cores. */
  OptionalInt threads();

  /**
   * A retraining in which nothing moves for so long is stuck: no mini-batch has ended. To be longer
   * than the dataset takes to read, and the test images take in ONNX Runtime.
   */
  @WithDefault("PT15M")
  Duration stuckAfter();
}
