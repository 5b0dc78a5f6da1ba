package org.psopruner.coordinator;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.psopruner.coordinator.lease.LeaseSettings;

/** What can be set, under {@code psopruner}. */
@ConfigMapping(prefix = "psopruner")
public interface CoordinatorSettings {
  /** Replication factor of the topics that are made because they are missing, at least 1. */
  @WithDefault("1")
  short topicReplication();

  /** The longest wait for an answer of the broker. */
  @WithDefault("PT30S")
  Duration brokerTimeout();

  /**
   * How long a coordinator may be silent before others take its experiments; at least what the
   * broker allows, which is 6 s unless it is told otherwise.
   */
  @WithDefault("PT10S")
  Duration session();

  /** What users may send. */
  Uploads uploads();

  /** What users may send. */
  interface Uploads {
    /** The folder that takes it; nothing may be sent without one. */
    Optional<Path> folder();

    /** How long a file may be, at most 2G. */
    @WithDefault("2G")
    MemorySize limit();
  }

  /** How long evaluations are waited for. */
  Lease lease();

  /** How long evaluations are waited for. */
  interface Lease {
    /**
     * How long an evaluation is out at least before it is published again, above zero. It is four
     * times the median of the experiment's evaluations where that is longer, and five times this
     * while no evaluation is known.
     */
    @WithDefault(LeaseSettings.DEFAULT_SHORTEST)
    Duration shortest();

    /**
     * How long an evaluation runs at least before an idle worker gets it, too, above zero; twice
     * the median where that is longer.
     */
    @WithDefault(LeaseSettings.DEFAULT_STRAGGLER)
    Duration straggler();
  }
}
