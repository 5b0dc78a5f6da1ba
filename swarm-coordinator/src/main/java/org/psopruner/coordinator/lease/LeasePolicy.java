package org.psopruner.coordinator.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.psopruner.coordinator.lease.EvaluationState.Holder;
import org.psopruner.coordinator.lease.EvaluationState.Started;
import org.psopruner.coordinator.lease.EvaluationState.Waiting;

/** When an evaluation is out for too long, and when it has failed too often. No clock is asked. */
final class LeasePolicy {
  /** So many workers may die of a candidate. */
  static final int DEATHS = 3;

  /** So often may workers hand it back because of a fault of theirs. */
  static final int FAULTS = 4;

  /** So often it is published at most. */
  static final int PUBLICATIONS = 8;

  /** A lease is so many times the median evaluation. */
  private static final int LEASE_MEDIANS = 4;

  /** While no evaluation is known, a lease is so many times the shortest. */
  private static final int LEASE_UNKNOWN = 5;

  /** A straggler runs so many times the median evaluation. */
  private static final int STRAGGLER_MEDIANS = 2;

  /**
   * What waits while there is no worker is there when one comes, but no topic keeps it for ever.
   */
  private static final Duration WITHOUT_WORKERS = Duration.ofDays(1);

  private final LeaseSettings settings;

  LeasePolicy(LeaseSettings settings) {
    this.settings = settings;
  }

  /** The lease of an evaluation: twice as long after each one that ended. */
  Duration lease(History history, Optional<Duration> median) {
    Duration first =
        median
            .map(time -> longer(settings.shortest(), time.multipliedBy(LEASE_MEDIANS)))
            .orElse(settings.shortest().multipliedBy(LEASE_UNKNOWN));
    return first.multipliedBy(1L << Math.min(PUBLICATIONS, history.publications().size() - 1));
  }

  /**
   * Whether a waiting evaluation is lost: the workers are past it, and have been for a lease. While
   * there is no worker, it is only waiting.
   *
   * @param lastTaken when a worker last took anything
   */
  boolean isLost(
      Waiting waiting, Optional<Duration> median, Optional<Instant> lastTaken, Instant now) {
    boolean workers = lastTaken.filter(taken -> !taken.isBefore(waiting.since())).isPresent();
    Duration patience = workers ? lease(waiting.history(), median) : WITHOUT_WORKERS;
    return now.isAfter(waiting.moved().plus(patience));
  }

  /** Whether no worker that has it answered within the lease. */
  boolean isOverdue(Started started, Optional<Duration> median, Instant now) {
    return now.isAfter(lastTaken(started).plus(lease(started.history(), median)));
  }

  /** Whether an idle worker should have it, too. This happens once in an evaluation's life. */
  boolean isStraggler(Started started, Optional<Duration> median, Instant now) {
    return started.history().publications().size() == 1
        && median
            .map(time -> longer(settings.straggler(), time.multipliedBy(STRAGGLER_MEDIANS)))
            .filter(time -> now.isAfter(lastTaken(started).plus(time)))
            .isPresent();
  }

  /** Why an evaluation is given up, in one line; empty if it is not. */
  Optional<String> failure(History history) {
    if (history.deaths().size() >= DEATHS) {
      return Optional.of(
          "%d workers took it and ended without an answer: %s"
              .formatted(history.deaths().size(), String.join(", ", history.deaths())));
    }
    if (history.faults().size() >= FAULTS) {
      return Optional.of(
          "it was handed back %d times; at last: %s"
              .formatted(
                  history.faults().size(), history.faults().get(history.faults().size() - 1)));
    }
    return Optional.empty();
  }

  /** Why an evaluation that would have to be published again is given up instead. */
  Optional<String> exhausted(History history) {
    return history.publications().size() < PUBLICATIONS
        ? Optional.empty()
        : Optional.of("it was published %d times without an answer".formatted(PUBLICATIONS));
  }

  static Instant lastTaken(Started started) {
    return started.holders().stream().map(Holder::since).max(Instant::compareTo).orElseThrow();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
