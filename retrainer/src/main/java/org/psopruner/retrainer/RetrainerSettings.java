package org.psopruner.retrainer;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalInt;

/** What can be set, under {@code psopruner.retrainer} ({@code PSOPRUNER_RETRAINER_…}). */
@ConfigMapping(prefix = "psopruner.retrainer")
interface RetrainerSettings {
  /** Threads of the engine, the final exam and the latency measurement; by default all cores. */
  OptionalInt threads();
}
