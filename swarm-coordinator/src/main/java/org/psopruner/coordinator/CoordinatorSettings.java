package org.psopruner.coordinator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set, under {@code psopruner}. */
@ConfigMapping(prefix = "psopruner")
public interface CoordinatorSettings {
  /** Replication factor of the topics that are made because they are missing, at least 1. */
  @WithDefault("1")
  short topicReplication();

  /** The longest wait for an answer of the broker. */
  @WithDefault("PT30S")
  Duration brokerTimeout();
}
