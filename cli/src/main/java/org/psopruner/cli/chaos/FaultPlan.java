package org.psopruner.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What happens to whom, and when: the same for the same seed.
 *
 * @param search faults of the search, evenly spread over its iterations
 * @param retraining faults of the retraining, evenly spread over its epochs
 */
record FaultPlan(List<Fault> search, List<Fault> retraining) {
  /** One in so many faults is kept for the retraining, which is as short a part of a run. */
  private static final int RETRAINING_PART = 8;

  private static final int SHORTEST_MILLIS = 200;

  /**
   * A fault is due when an iteration ends, and then no worker has a particle in hand. This is about
   * as long as an iteration takes.
   */
  private static final int LONGEST_DELAY_MILLIS = 1_000;

  /** A broker that is away for a minute would be away for most of a short run. */
  private static final Map<Fault.Kind, Integer> LONGEST_MILLIS =
      new EnumMap<>(
          Map.of(
              Fault.Kind.KILL, 3_000,
              Fault.Kind.RESTART, 3_000,
              Fault.Kind.HALT, 15_000,
              Fault.Kind.CUT, 15_000));

  /** Half of the faults are kills; the others share the rest. */
  private static final List<Fault.Kind> KINDS =
      List.of(
          Fault.Kind.KILL,
          Fault.Kind.HALT,
          Fault.Kind.KILL,
          Fault.Kind.RESTART,
          Fault.Kind.KILL,
          Fault.Kind.CUT);

  FaultPlan {
    search = List.copyOf(search);
    retraining = List.copyOf(retraining);
  }

  /** No faults. */
  static FaultPlan calm() {
    return new FaultPlan(List.of(), List.of());
  }

  /**
   * Draws a plan. The kinds take turns, and so do the roles, so that a short plan has some of each;
   * which process of a role, how long, and where the turns begin is drawn.
   *
   * @param faults in all, at least 1
   * @param processes how many there are of each role, at least 1
   */
  static FaultPlan draw(int faults, Map<Role, Integer> processes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int ofRetraining = Math.max(1, faults / RETRAINING_PART);
    Turns<Fault.Kind> kinds = new Turns<>(KINDS, random);
    // The coordinator and the workers do most of a search, the retrainer most of what follows.
    Turns<Role> searching =
        new Turns<>(
            List.of(
                Role.COORDINATOR,
                Role.WORKER,
                Role.BROKER,
                Role.WORKER,
                Role.COORDINATOR,
                Role.WORKER,
                Role.RETRAINER),
            random);
    Turns<Role> retraining =
        new Turns<>(List.of(Role.RETRAINER, Role.BROKER, Role.RETRAINER, Role.COORDINATOR), random);
    List<Fault> search = new ArrayList<>();
    for (int i = 0; i < faults - ofRetraining; i++) {
      search.add(fault(kinds.next(), searching.next(), processes, random));
    }
    List<Fault> after = new ArrayList<>();
    for (int i = 0; i < ofRetraining; i++) {
      after.add(fault(kinds.next(), retraining.next(), processes, random));
    }
    return new FaultPlan(search, after);
  }

  private static Fault fault(
      Fault.Kind kind, Role role, Map<Role, Integer> processes, SplittableRandom random) {
    return new Fault(
        kind,
        role,
        random.nextInt(processes.get(role)),
        Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS)),
        Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS.get(kind))));
  }

  /** Takes its elements in turn, in a new order each round. */
  private static final class Turns<T> {
    private final List<T> elements;
    private final SplittableRandom random;
    private final List<T> round = new ArrayList<>();

    Turns(List<T> elements, SplittableRandom random) {
      this.elements = elements;
      this.random = random;
    }

    T next() {
      if (round.isEmpty()) {
        round.addAll(elements);
      }
      return round.remove(random.nextInt(round.size()));
    }
  }
}
