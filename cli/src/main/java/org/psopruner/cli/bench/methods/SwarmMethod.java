package org.psopruner.cli.bench.methods;

import java.util.List;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.swarm.Position;
import org.psopruner.swarm.Swarm;

/**
 * The swarm of an experiment, synchronous.
 *
 * @param variant how it moves
 */
record SwarmMethod(SwarmVariant variant) implements Method.Search {
  @Override
  public void search(Landscape landscape, SwarmParameters size) {
    Swarm swarm = new Swarm(SwarmSearch.settings(size.with(variant), landscape.dimensions()));
    while (!landscape.isSpent()) {
      List<Position> positions = swarm.ask();
      for (int particle = 0; particle < positions.size(); particle++) {
        swarm.tell(particle, landscape.fitness(positions.get(particle).toArray()));
      }
    }
  }
}
