package org.psopruner.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Whose turn it is: keeps what was asked and has particles scored and moved at their {@link Pace}.
 */
final class Turns<F> {
  /** What particles do at their turns. */
  interface Rule<F> {
    /** Where a particle starts. */
    Position start(int particle);

    /** Takes what a position is worth. */
    void score(Ask ask, F fitness);

    /**
     * Moves a particle.
     *
     * @param iteration of the particle, from 1
     */
    Position move(int particle, int iteration);
  }

  private final Pace pace;
  private final Rule<F> rule;

  /** What each particle was asked last. */
  private final List<Ask> asks;

  /** By particle: what is told of an iteration that is not complete. */
  private final Map<Integer, F> told = new TreeMap<>();

  Turns(Pace pace, int particles, Rule<F> rule) {
    this.pace = pace;
    this.rule = rule;
    this.asks =
        new ArrayList<>(
            IntStream.range(0, particles)
                .mapToObj(p -> new Ask(new AskId(0, p), rule.start(p)))
                .toList());
  }

  /** What each particle was asked last, told or not. */
  List<Ask> asks() {
    return List.copyOf(asks);
  }

  List<Ask> outstanding() {
    return asks.stream().filter(ask -> !told.containsKey(ask.id().particle())).toList();
  }

  /** Iterations that all particles have behind them. */
  int iteration() {
    return asks.stream().mapToInt(ask -> ask.id().iteration()).min().orElseThrow();
  }

  /**
   * @throws IllegalArgumentException if there is no such particle
   */
  AskId lastOf(int particle) {
    requireParticle(particle);
    return asks.get(particle).id();
  }

  List<Ask> tell(AskId id, F fitness) {
    Ask ask = waiting(id);
    if (pace == Pace.ASYNCHRONOUS) {
      rule.score(ask, fitness);
      return List.of(next(id.particle()));
    }
    told.put(id.particle(), fitness);
    if (told.size() < asks.size()) {
      return List.of();
    }
    told.forEach((particle, value) -> rule.score(asks.get(particle), value));
    told.clear();
    return IntStream.range(0, asks.size()).mapToObj(this::next).toList();
  }

  private Ask next(int particle) {
    int iteration = asks.get(particle).id().iteration() + 1;
    Ask next = new Ask(new AskId(iteration, particle), rule.move(particle, iteration));
    asks.set(particle, next);
    return next;
  }

  private Ask waiting(AskId id) {
    requireParticle(id.particle());
    Ask ask = asks.get(id.particle());
    if (id.iteration() > ask.id().iteration()) {
      throw new IllegalStateException(
          "particle %d was not asked for iteration %d yet"
              .formatted(id.particle(), id.iteration()));
    }
    if (id.iteration() < ask.id().iteration() || told.containsKey(id.particle())) {
      throw new IllegalStateException(
          "particle %d has its fitness for iteration %d already"
              .formatted(id.particle(), id.iteration()));
    }
    return ask;
  }

  private void requireParticle(int particle) {
    if (particle < 0 || particle >= asks.size()) {
      throw new IllegalArgumentException(
          "particle %d is none of 0..%d".formatted(particle, asks.size() - 1));
    }
  }
}
