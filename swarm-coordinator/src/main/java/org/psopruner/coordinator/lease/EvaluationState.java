package org.psopruner.coordinator.lease;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An evaluation's life, from its publication to its score. The methods of a state are the ways out
 * of it; {@code docs/reliability.md} draws them. Times are those at which this coordinator learned
 * of what happened.
 */
sealed interface EvaluationState {
  History history();

  /** Its first score came: the end, from wherever it was. */
  default Scored scored() {
    return new Scored(history());
  }

  /**
   * It is out, and no worker has it.
   *
   * @param since when it was published last, or handed back
   * @param moved when a worker last took something that lay no further behind: till then, it was
   *     waiting for its turn
   */
  record Waiting(Instant since, Instant moved, History history) implements EvaluationState {
    static Waiting first(Publication publication, Instant at) {
      return new Waiting(at, at, History.of(publication));
    }

    /** It was published again. */
    Waiting published(Publication again, Instant at) {
      return new Waiting(at, at, history.published(again));
    }

    /** A worker took another one that lay no further behind. */
    Waiting moved(Instant at) {
      return new Waiting(since, at, history);
    }

    /** A worker took it. */
    Started taken(Holder holder) {
      return new Started(List.of(holder), history);
    }

    /** It is to be scored as failed. */
    GivenUp givenUp() {
      return new GivenUp(history);
    }
  }

  /**
   * Workers have it: one, or several if it was published again.
   *
   * @param holders at least one, the last at the end
   */
  record Started(List<Holder> holders, History history) implements EvaluationState {
    public Started {
      holders = List.copyOf(holders);
    }

    /** It was published once more, for an idle worker. */
    Started published(Publication again) {
      return new Started(holders, history.published(again));
    }

    /** Another worker took it. Who had the same record before is dead, or as good as dead. */
    Started taken(Holder holder) {
      List<Holder> before =
          holders.stream().filter(h -> h.publication().equals(holder.publication())).toList();
      if (before.stream().anyMatch(h -> h.attempt() >= holder.attempt())) {
        return this; // that was known
      }
      List<Holder> now = new ArrayList<>(holders);
      now.removeAll(before);
      now.add(holder);
      return new Started(now, history.died(before.stream().map(Holder::worker).toList()));
    }

    /** A worker handed it back; another one may still have it. */
    EvaluationState handedBack(
        String worker, Publication publication, Optional<String> fault, Instant at) {
      List<Holder> others = new ArrayList<>(holders);
      others.removeIf(
          other -> other.publication().equals(publication) && other.worker().equals(worker));
      History after = history.handedBack(fault);
      return others.isEmpty() ? new Waiting(at, at, after) : new Started(others, after);
    }

    /** No worker answered within the lease. */
    Waiting leaseEnded(Instant at) {
      return new Waiting(at, at, history.died(holders.stream().map(Holder::worker).toList()));
    }

    /** It is to be scored as failed. */
    GivenUp givenUp() {
      return new GivenUp(history);
    }
  }

  /** A score that says that it failed is on its way. */
  record GivenUp(History history) implements EvaluationState {}

  /** It has a score; what comes now is too late. */
  record Scored(History history) implements EvaluationState {}

  /**
   * A worker that has it.
   *
   * @param publication the record by which it came
   * @param attempt how often the broker handed out that record
   * @param since when it took it
   */
  record Holder(String worker, Publication publication, int attempt, Instant since) {}
}
