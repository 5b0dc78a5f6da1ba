package org.psopruner.cli.bench.methods;

import java.util.Locale;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.pruning.structure.Starts;

/** A way of searching for a structure. */
public enum Method {
  /** A particle swarm with one global best. */
  GLOBAL_BEST(new SwarmMethod(SwarmVariant.GLOBAL_BEST)),
  /** SPSO 2011 on a ring. */
  RING(new SwarmMethod(SwarmVariant.RING)),
  /** CLPSO. */
  COMPREHENSIVE_LEARNING(new SwarmMethod(SwarmVariant.COMPREHENSIVE_LEARNING)),
  /** QPSO. */
  QUANTUM(new SwarmMethod(SwarmVariant.QUANTUM)),
  /** Positions at random. */
  RANDOM(new RandomSearch()),
  /** A genetic algorithm. */
  GENETIC(new GeneticSearch()),
  /** The same share of every group goes. */
  UNIFORM((landscape, size) -> landscape.fitness(Starts.uniform(landscape.mapping()))),
  /** One threshold on all filters. */
  GLOBAL_THRESHOLD(new GlobalThreshold());

  private final Search search;

  /** Asks a landscape for positions. */
  interface Search {
    /**
     * Searches until the landscape is spent, or there is nothing more to ask.
     *
     * @param size particles, start and seed
     */
    void search(Landscape landscape, SwarmParameters size);
  }

  Method(Search search) {
    this.search = search;
  }

  void search(Landscape landscape, SwarmParameters size) {
    search.search(landscape, size);
  }

  /** Its name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
