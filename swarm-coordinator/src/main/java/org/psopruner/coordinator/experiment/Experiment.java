package org.psopruner.coordinator.experiment;

import java.time.Instant;
import java.util.Optional;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.ExperimentSpec;

/**
 * What an experiment is, whichever state it is in.
 *
 * @param asked what was asked for at first
 * @param spec the same, with all iterations that were added
 * @param createdAt when it was asked for
 * @param search its swarm, which moves with each score; none if the experiment could not be
 *     searched, or was deleted
 * @param revision how often a user has changed it
 */
record Experiment(
    ExperimentSpec asked,
    ExperimentSpec spec,
    Instant createdAt,
    Optional<SwarmSearch> search,
    int revision) {
  /** One that was not changed yet. */
  static Experiment created(ExperimentSpec spec, Instant at, Optional<SwarmSearch> search) {
    return new Experiment(spec, spec, at, search, 0);
  }

  /** A user changed it. */
  Experiment revised() {
    return revised(spec, search);
  }

  /** A user gave it more iterations. */
  Experiment extended(ExperimentSpec longer) {
    return revised(longer, search);
  }

  /** A user deleted it. */
  Experiment deleted() {
    return revised(spec, Optional.empty());
  }

  private Experiment revised(ExperimentSpec now, Optional<SwarmSearch> rest) {
    return new Experiment(asked, now, createdAt, rest, revision + 1);
  }
}
