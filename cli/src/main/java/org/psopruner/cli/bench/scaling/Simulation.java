package org.psopruner.cli.bench.scaling;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.psopruner.swarm.Ask;
import org.psopruner.swarm.Position;
import org.psopruner.swarm.Swarm;
import org.psopruner.swarm.SwarmSettings;

/**
 * A search in virtual time, event by event. Candidates wait in one queue, and the worker that is
 * idle longest takes the first, as of a share group. A worker that dies is started again; when the
 * lock on its evaluation has run out, that is the next to be taken. The slowest evaluations go to
 * idle workers as well, as the coordinator's leases have it. No two particles share a score.
 */
final class Simulation {
  private static final int DIMENSIONS = 13;

  private final Scene scene;
  private final Swarm swarm;
  private final SplittableRandom fate;
  private final Stragglers stragglers = new Stragglers();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparing(Event::number));
  private final Queue<Work> waiting = new ArrayDeque<>();
  private final Set<Work> taken = new LinkedHashSet<>();

  /** How many times as long as the fastest they take. */
  private final Queue<Double> idle = new ArrayDeque<>();

  private double now;
  private long scheduled;
  private long asked;
  private long scored;
  private double busySeconds;
  private int deaths;
  private int publishedAgain;

  private record Event(double at, long number, Runnable action) {}

  Simulation(Scene scene) {
    this.scene = scene;
    this.swarm =
        new Swarm(
            SwarmSettings.constriction(scene.particles(), DIMENSIONS, scene.seed())
                .with(scene.pace()));
    this.fate = new SplittableRandom(scene.seed());
  }

  /** Runs it to its end. */
  Outcome run() {
    idle.addAll(scene.slowness());
    swarm.outstanding().forEach(this::publish);
    after(Stragglers.LOOK, this::look);
    while (scored < scene.evaluations()) {
      handOut();
      Event next = events.remove();
      now = next.at();
      next.action().run();
    }
    return new Outcome(
        scored,
        now,
        busySeconds,
        busySeconds / (now * scene.workers()),
        scored / now,
        deaths,
        publishedAgain);
  }

  private void after(double delay, Runnable action) {
    events.add(new Event(now + delay, scheduled++, action));
  }

  private void publish(Ask ask) {
    asked++;
    waiting.add(new Work(ask, scene.duration(ask.id())));
  }

  private void handOut() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      start(waiting.remove(), idle.remove());
    }
  }

  private void start(Work work, double slowness) {
    if (!work.isScored()) {
      taken.add(work);
    }
    work.takenAt(now);
    double duration = work.duration() * slowness;
    if (fate.nextDouble() < scene.deaths()) {
      after(duration * fate.nextDouble(), () -> die(work, slowness));
    } else {
      after(duration, () -> finish(work, slowness, duration));
    }
  }

  private void die(Work work, double slowness) {
    deaths++;
    after(scene.restart(), () -> idle.add(slowness));
    after(
        scene.lock(),
        () -> {
          if (taken.remove(work)) {
            waiting.add(work);
          }
        });
  }

  private void finish(Work work, double slowness, double duration) {
    after(scene.latency(), () -> idle.add(slowness));
    if (work.isScored()) {
      return; // the first score counts
    }
    work.score();
    stragglers.learn(duration, waiting.size() + taken.size());
    taken.remove(work);
    scored++;
    busySeconds += duration;
    for (Ask next : swarm.tell(work.ask().id(), fitness(work.ask().position()))) {
      if (asked < scene.evaluations()) {
        asked++;
        after(scene.latency(), () -> waiting.add(new Work(next, scene.duration(next.id()))));
      }
    }
  }

  private void look() {
    if (waiting.isEmpty()) {
      for (Work slow : stragglers.among(taken, now, idle.size())) {
        slow.publishAgain();
        publishedAgain++;
        waiting.add(slow);
      }
    }
    after(Stragglers.LOOK, this::look);
  }

  private static double fitness(Position position) {
    double sum = 0;
    for (int d = 0; d < position.dimensions(); d++) {
      sum -= (position.get(d) - 0.3) * (position.get(d) - 0.3);
    }
    return sum;
  }
}
