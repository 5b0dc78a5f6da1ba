package org.psopruner.cli.bench.methods;

import java.util.SplittableRandom;
import org.psopruner.messages.SwarmParameters;

/**
 * Where the swarm would start, then positions at random: what every search must beat (Bergstra and
 * Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13, 2012).
 */
final class RandomSearch implements Method.Search {
  @Override
  public void search(Landscape landscape, SwarmParameters size) {
    size.start()
        .forEach(
            position ->
                landscape.fitness(position.stream().mapToDouble(Double::doubleValue).toArray()));
    SplittableRandom random = new SplittableRandom(size.seed());
    while (!landscape.isSpent()) {
      landscape.fitness(random.doubles(landscape.dimensions()).toArray());
    }
  }
}
