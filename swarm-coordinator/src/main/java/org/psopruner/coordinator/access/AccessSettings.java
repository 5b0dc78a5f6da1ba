package org.psopruner.coordinator.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What can be set of static tokens, under {@code psopruner.access}. */
@ConfigMapping(prefix = "psopruner.access")
interface AccessSettings {
  /** Whoever sends it is an operator. */
  Optional<String> operatorToken();

  /** A file that holds the operator's token in its only line. */
  Optional<String> operatorTokenFile();

  /** Whoever sends it is a viewer. */
  Optional<String> viewerToken();

  /** A file that holds the viewer's token in its only line. */
  Optional<String> viewerTokenFile();
}
