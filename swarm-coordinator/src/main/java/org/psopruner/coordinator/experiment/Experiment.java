package org.psopruner.coordinator.experiment;

import java.time.Instant;
import java.util.Optional;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.ExperimentSpec;

/**
 * What stays the same over an experiment's life.
 *
 * @param spec what was asked for
 * @param createdAt when
 * @param search its swarm, which moves with each score; none if the experiment could not be
 *     searched
 */
record Experiment(ExperimentSpec spec, Instant createdAt, Optional<SwarmSearch> search) {}
