package org.psopruner.coordinator.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which particles wait for which scores, and whose turn it is to be told. Those that wait for the
 * same evaluation are told when its score comes, in the order in which they asked.
 *
 * <p>A particle that comes to a structure which has a score is told at once, if it is no more than
 * one move ahead of the mean of all. Else it waits until it no longer is, for as many tells as
 * there are particles at most, or until nothing else is awaited: one that has come to rest would
 * have used up the moves of all otherwise, before the others have found anything.
 */
final class ScoreQueue {
  private final int particles;

  /** By evaluation; the first of each asked for it. In the order of asking. */
  private final Map<String, List<Asked>> outstanding = new LinkedHashMap<>();

  /** By structure: the first of each evaluation that is awaited, in the order of asking. */
  private final Map<String, Set<Asked>> firsts = new HashMap<>();

  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(
          Comparator.comparingLong(Turn::due).thenComparing(turn -> turn.asked().number()));

  private long told;

  /**
   * @param due how many tells come before it, where anything is awaited
   */
  private record Turn(long due, Asked asked) {}

  ScoreQueue(int particles) {
    this.particles = particles;
  }

  /**
   * Has a particle wait for a score that is to come.
   *
   * @return whether another one waits for it already
   */
  boolean await(Asked asked) {
    List<Asked> waiting =
        outstanding.computeIfAbsent(asked.evaluationId(), id -> new ArrayList<>());
    waiting.add(asked);
    if (waiting.size() == 1) {
      firsts.computeIfAbsent(structureId(asked), id -> new LinkedHashSet<>()).add(asked);
    }
    return waiting.size() > 1;
  }

  /** Has a particle wait for its turn to be told a score that is there. */
  void share(Asked asked) {
    long pace = (long) particles * (asked.id().iteration() - 1);
    turns.add(new Turn(Math.min(pace, told + particles), asked));
  }

  /**
   * Learns that a score is there.
   *
   * @return who asked for it first; empty if nobody waits for it
   */
  Optional<Asked> scored(String evaluationId) {
    List<Asked> waiting = outstanding.remove(evaluationId);
    if (waiting == null) {
      return Optional.empty();
    }
    waiting.forEach(asked -> turns.add(new Turn(0, asked)));
    Asked first = waiting.get(0);
    Set<Asked> ofStructure = firsts.get(structureId(first));
    ofStructure.remove(first);
    if (ofStructure.isEmpty()) {
      firsts.remove(structureId(first));
    }
    return Optional.of(first);
  }

  /** Who is to be told its score now, if anyone is; it counts as told. */
  Optional<Asked> next() {
    Turn first = turns.peek();
    if (first == null || (first.due() > told && !outstanding.isEmpty())) {
      return Optional.empty();
    }
    told++;
    return Optional.of(turns.remove().asked());
  }

  /** How often a particle was told a score. */
  long told() {
    return told;
  }

  boolean awaits(String evaluationId) {
    return outstanding.containsKey(evaluationId);
  }

  /** Who asked first for a score that is awaited. */
  Optional<Asked> awaiting(String evaluationId) {
    return Optional.ofNullable(outstanding.get(evaluationId)).map(waiting -> waiting.get(0));
  }

  /** Who asked first for what is awaited of a structure, the oldest first. */
  List<Asked> awaitingOf(String structureId) {
    return List.copyOf(firsts.getOrDefault(structureId, Set.of()));
  }

  private static String structureId(Asked asked) {
    return asked.question().structureId();
  }

  /** Who has waited longest for a score. */
  Optional<Asked> oldest() {
    return outstanding.values().stream().findFirst().map(waiting -> waiting.get(0));
  }

  /** Who asked first for what has no score, the oldest first. */
  List<Asked> outstanding() {
    return outstanding.values().stream().map(waiting -> waiting.get(0)).toList();
  }
}
