package org.psopruner.coordinator.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.swarm.Ask;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.ParetoSwarm;
import org.psopruner.swarm.Position;
import org.psopruner.swarm.Swarm;

/** The swarm of a search, whatever it maximises. Not for use by several threads at once. */
interface SearchSwarm {
  /** That of an experiment, before its first score. */
  static SearchSwarm of(SwarmParameters parameters, SearchSpace space) {
    return parameters.variant() == SwarmVariant.PARETO
        ? new FrontSwarm(
            new ParetoSwarm(SwarmSearch.paretoSettings(parameters, space.dimensions())),
            space.baseline())
        : new AccuracySwarm(new Swarm(SwarmSearch.settings(parameters, space.dimensions())));
  }

  /** What waits for its score, by particle. */
  List<Ask> outstanding();

  /** Where the particles are: of each, what was asked last. */
  List<Position> positions();

  /** Iterations that every particle has behind it. */
  int iteration();

  /**
   * What an accuracy must exceed for it to matter how high it is; negative infinity if any does.
   */
  double toBeat(int particle);

  /**
   * Takes a score.
   *
   * @return what is asked next
   */
  List<Ask> tell(Asked scored, Score.Outcome outcome);

  /**
   * The most accurate so far, of equals the first; at the synchronous pace of the iterations that
   * are complete.
   */
  Optional<AskId> best();

  /** Those of which one is the best, or becomes it when others are beaten. */
  Set<AskId> leaders();
}
