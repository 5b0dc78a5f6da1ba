package org.psopruner.swarm;

/** One particle of a swarm with one objective: where it is, and the best that it has found. */
final class Particle {
  private final int index;
  private final Body body;
  private Position bestPosition;
  private double bestFitness = Double.NEGATIVE_INFINITY;
  private int stagnation;

  Particle(SwarmSettings settings, int index) {
    this.index = index;
    this.body =
        new Body(
            settings.dimensions(),
            settings.velocityLimit(),
            settings.bounds(),
            settings.start().stream().skip(index).findFirst(),
            new RandomStream(settings.seed(), 0, index));
    this.bestPosition = body.position();
  }

  int index() {
    return index;
  }

  Body body() {
    return body;
  }

  /** Where it starts, until a position there is a fitness. */
  Position bestPosition() {
    return bestPosition;
  }

  /** Negative infinity until it has found any. */
  double bestFitness() {
    return bestFitness;
  }

  /** Scores in a row that were no better than its best. */
  int stagnation() {
    return stagnation;
  }

  /** Takes the fitness of a position; only a better one replaces its best. */
  void score(Position position, double fitness) {
    if (fitness > bestFitness) {
      bestFitness = fitness;
      bestPosition = position;
      stagnation = 0;
    } else {
      stagnation++;
    }
  }
}
