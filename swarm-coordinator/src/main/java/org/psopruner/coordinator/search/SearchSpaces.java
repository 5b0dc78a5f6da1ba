package org.psopruner.coordinator.search;

import org.psopruner.messages.ExperimentSpec;

/** Opens the space in which an experiment searches. Safe for use by several threads. */
@FunctionalInterface
public interface SearchSpaces {
  /**
   * The space of an experiment.
   *
   * @throws UnusableExperimentException if its baseline cannot be read or its budget not be met
   */
  SearchSpace open(ExperimentSpec experiment);
}
