package org.psopruner.cli.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.psopruner.cli.process.Child;
import org.psopruner.cli.process.Signal;

/** A process of the pipeline that faults happen to, one at a time. It is started again, always. */
final class Actor {
  /** As Kubernetes does with a pod: asked to end, and killed when it has not. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Child child;
  private final Role role;
  private final List<Gate> gates;
  private final InstantSource clock;
  private Optional<Suffering> suffering = Optional.empty();
  private int endedByItself;

  private record Suffering(Fault fault, Instant until, Instant killedAt) {}

  /**
   * @param gates what lies between the process and the broker
   */
  Actor(Child child, Role role, List<Gate> gates, InstantSource clock) {
    this.child = child;
    this.role = role;
    this.gates = List.copyOf(gates);
    this.clock = clock;
  }

  Role role() {
    return role;
  }

  String name() {
    return child.name();
  }

  /** Whether no fault is upon it, and it runs. */
  boolean isWell() {
    return suffering.isEmpty() && child.isAlive();
  }

  /** How often it ended though nobody had ended it. */
  int endedByItself() {
    return endedByItself;
  }

  void start() {
    child.start();
  }

  /** Lets a fault happen to it. */
  void suffer(Fault fault) {
    Instant now = clock.instant();
    switch (fault.kind()) {
      case KILL -> child.send(Signal.KILL);
      case HALT -> child.send(Signal.STOP);
      case RESTART -> child.send(Signal.TERM);
      case CUT -> gates.forEach(Gate::shut);
    }
    suffering = Optional.of(new Suffering(fault, now.plus(fault.length()), now.plus(GRACE)));
  }

  /** Ends a fault whose time is over, and starts again what has ended. */
  void tend() {
    if (suffering.isPresent()) {
      tend(suffering.get());
    } else if (!child.isAlive()) {
      endedByItself++;
      child.start();
    }
  }

  private void tend(Suffering now) {
    if (clock.instant().isBefore(now.until())) {
      return;
    }
    switch (now.fault().kind()) {
      case HALT -> child.send(Signal.CONT);
      case CUT -> gates.forEach(Gate::open);
      case KILL, RESTART -> {
        if (child.isAlive()) {
          if (clock.instant().isAfter(now.killedAt())) {
            child.send(Signal.KILL);
          }
          return;
        }
        child.start();
      }
    }
    suffering = Optional.empty();
  }

  /** Ends the process, whatever is upon it. */
  void stop() {
    gates.forEach(Gate::open);
    if (child.isAlive() && suffering.filter(s -> s.fault().kind() == Fault.Kind.HALT).isPresent()) {
      child.send(Signal.CONT);
    }
    child.stop();
  }
}
