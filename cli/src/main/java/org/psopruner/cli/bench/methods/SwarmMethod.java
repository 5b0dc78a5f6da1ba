package org.psopruner.cli.bench.methods;

import java.util.ArrayDeque;
import java.util.Queue;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.swarm.Ask;
import org.psopruner.swarm.Swarm;

/**
 * The swarm of an experiment, at its pace. An asynchronous one is told one score after the other,
 * in the order in which it asked: as by workers of equal speed, fewer of them than particles.
 *
 * @param variant how it moves
 */
record SwarmMethod(SwarmVariant variant) implements Method.Search {
  @Override
  public void search(Landscape landscape, SwarmParameters size) {
    Swarm swarm = new Swarm(SwarmSearch.settings(size.with(variant), landscape.dimensions()));
    Queue<Ask> waiting = new ArrayDeque<>(swarm.outstanding());
    while (!landscape.isSpent()) {
      Ask ask = waiting.remove();
      waiting.addAll(swarm.tell(ask.id(), landscape.fitness(ask.position().toArray())));
    }
  }
}
