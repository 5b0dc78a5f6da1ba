package org.psopruner.cli.chaos;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.process.CoordinatorClient;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;

/** One experiment from its beginning to its end, with what happens to its processes meanwhile. */
final class Trial implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofMinutes(3);

  /** Without any progress: longer than any lease, lock or session takes to run out. */
  private static final Duration STUCK = Duration.ofMinutes(5);

  /** What woke late may still speak: time for it, before the log is read. */
  private static final Duration AFTERMATH = Duration.ofSeconds(10);

  private final Cast cast;
  private final Consumer<String> say;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Fault> happened = new ArrayList<>();

  /**
   * @param say takes one line for the user
   */
  Trial(Cast cast, Consumer<String> say, InstantSource clock) {
    this.cast = cast;
    this.say = say;
    this.clock = clock;
  }

  /**
   * A trial's end.
   *
   * @param happened the faults, as they came
   * @param endedByThemselves processes that ended though nobody had ended them
   */
  record Ending(
      LogAudit.Findings findings, List<Fault> happened, int endedByThemselves, Duration time) {
    Ending {
      happened = List.copyOf(happened);
    }
  }

  /**
   * Runs an experiment.
   *
   * @throws RunFailedException if it fails, or nothing moves any more
   */
  Ending run(ExperimentSpec spec, FaultPlan plan) {
    cast.start();
    await("the processes were not ready", START, cast::isReady);
    Instant start = clock.instant();
    List<CoordinatorClient> coordinators = cast.coordinators().stream().map(Trial::client).toList();
    new CoordinatorClient(cast.coordinators().get(0)).create(spec);
    follow(spec, coordinators, plan);
    Duration time = Duration.between(start, clock.instant());
    await("the processes did not recover", START, cast::isReady);
    pause(AFTERMATH);
    return new Ending(
        new LogAudit(cast.cluster()).read(spec.id()), happened, cast.endedByThemselves(), time);
  }

  private static CoordinatorClient client(URI uri) {
    return new CoordinatorClient(uri, ANSWER);
  }

  private void follow(ExperimentSpec spec, List<CoordinatorClient> coordinators, FaultPlan plan) {
    Due searching = new Due(plan.search());
    Due retraining = new Due(plan.retraining());
    Instant moved = clock.instant();
    Progress last = new Progress(State.SEARCHING, -1);
    while (last.state() != State.FINISHED) {
      pause(POLL);
      cast.tend();
      Optional<Progress> now = ask(spec, coordinators).map(Progress::of);
      if (now.isPresent() && !now.get().equals(last)) {
        last = now.get();
        moved = clock.instant();
      }
      if (clock.instant().isAfter(moved.plus(STUCK))) {
        throw new RunFailedException(
            "nothing has moved for %d minutes (%s)".formatted(STUCK.toMinutes(), last));
      }
      searching.letHappen(last.state() == State.SEARCHING ? last.share() : 1);
      if (last.state() == State.RETRAINING) {
        retraining.letHappen(last.share());
      }
    }
  }

  /**
   * How far an experiment is.
   *
   * @param share of the state that it is in, from 0 to 1
   */
  private record Progress(State state, double share) {
    static Progress of(ExperimentView view) {
      double share =
          view.state() == State.SEARCHING
              ? (double) view.iteration() / view.spec().swarm().iterations()
              : view.retraining().map(r -> (double) r.epoch() / r.epochs()).orElse(0.0);
      return new Progress(view.state(), share);
    }
  }

  /** From whichever coordinator answers and knows. */
  private static Optional<ExperimentView> ask(
      ExperimentSpec spec, List<CoordinatorClient> coordinators) {
    for (CoordinatorClient coordinator : coordinators) {
      try {
        ExperimentView view = coordinator.experiment(spec.id());
        if (view.state() == State.FAILED) {
          throw new RunFailedException(
              "the experiment failed: " + view.failure().orElse("no reason was given"));
        }
        return Optional.of(view);
      } catch (UncheckedIOException away) {
        // Another one may be there, or this one again, later.
      }
    }
    return Optional.empty();
  }

  /** Faults that wait for their time. */
  private final class Due {
    private final Queue<Fault> waiting;
    private final int all;
    private Optional<Instant> since = Optional.empty();

    Due(List<Fault> faults) {
      this.waiting = new ArrayDeque<>(faults);
      this.all = faults.size();
    }

    /** Lets the next fault happen, if it has been due for its delay and its target is well. */
    void letHappen(double progress) {
      Fault next = waiting.peek();
      if (next == null || progress < (double) (all - waiting.size()) / all) {
        return;
      }
      Instant now = clock.instant();
      if (since.isEmpty()) {
        since = Optional.of(now);
      }
      Actor target = cast.target(next);
      if (target.isWell() && !now.isBefore(since.get().plus(next.delay()))) {
        since = Optional.empty();
        target.suffer(waiting.remove());
        happened.add(next);
        say.accept(
            "%s: %s, %.1f s"
                .formatted(target.name(), next.kind().words(), next.length().toMillis() / 1000.0));
      }
    }
  }

  private void await(String failure, Duration timeout, BooleanSupplier condition) {
    Instant deadline = clock.instant().plus(timeout);
    while (!condition.getAsBoolean()) {
      if (clock.instant().isAfter(deadline)) {
        throw new RunFailedException(
            "%s within %d minutes; see the logs".formatted(failure, timeout.toMinutes()));
      }
      pause(POLL);
      cast.tend();
    }
  }

  private void pause(Duration time) {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CancellationException("the trial is being ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** Ends all processes, from any thread. */
  @Override
  public void close() {
    closing.countDown();
    cast.close();
  }
}
