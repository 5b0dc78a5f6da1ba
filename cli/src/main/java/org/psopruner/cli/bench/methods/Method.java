package org.psopruner.cli.bench.methods;

import java.util.Locale;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.pruning.structure.Starts;

/** A way of searching for a structure. */
public enum Method {
  /** A particle swarm with one global best. */
  GLOBAL_BEST,
  /** That with the coefficients of Trelea. */
  TRELEA,
  /** SPSO 2011 on a ring. */
  RING,
  /** CLPSO. */
  COMPREHENSIVE_LEARNING,
  /** QPSO. */
  QUANTUM,
  /** Positions at random. */
  RANDOM,
  /** A genetic algorithm. */
  GENETIC,
  /** The same share of every group goes. */
  UNIFORM,
  /** One threshold on all filters. */
  GLOBAL_THRESHOLD;

  /** Asks a landscape for positions. */
  interface Search {
    /**
     * Searches until the landscape is spent, or there is nothing more to ask.
     *
     * @param size particles, start and seed
     */
    void search(Landscape landscape, SwarmParameters size);
  }

  void search(Landscape landscape, SwarmParameters size) {
    search().search(landscape, size);
  }

  /** Whether particles move. */
  boolean isSwarm() {
    return search() instanceof SwarmMethod;
  }

  /** Whether it begins where it is told to. */
  boolean hasStart() {
    return this != UNIFORM && this != GLOBAL_THRESHOLD;
  }

  private Search search() {
    return switch (this) {
      case GLOBAL_BEST -> new SwarmMethod(SwarmVariant.GLOBAL_BEST);
      case TRELEA -> new SwarmMethod(SwarmVariant.TRELEA);
      case RING -> new SwarmMethod(SwarmVariant.RING);
      case COMPREHENSIVE_LEARNING -> new SwarmMethod(SwarmVariant.COMPREHENSIVE_LEARNING);
      case QUANTUM -> new SwarmMethod(SwarmVariant.QUANTUM);
      case RANDOM -> new RandomSearch();
      case GENETIC -> new GeneticSearch();
      case UNIFORM -> (landscape, size) -> landscape.fitness(Starts.uniform(landscape.mapping()));
      case GLOBAL_THRESHOLD -> new GlobalThreshold();
    };
  }

  /** Its name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
