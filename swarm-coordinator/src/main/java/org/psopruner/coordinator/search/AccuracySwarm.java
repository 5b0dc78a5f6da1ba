package org.psopruner.coordinator.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.psopruner.messages.Score;
import org.psopruner.swarm.Ask;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Position;
import org.psopruner.swarm.Swarm;

/**
 * One that maximises the accuracy; negative infinity for what could not be evaluated. Only what
 * exceeds a personal best moves it.
 */
record AccuracySwarm(Swarm swarm) implements SearchSwarm {
  @Override
  public List<Ask> outstanding() {
    return swarm.outstanding();
  }

  @Override
  public List<Position> positions() {
    return swarm.ask();
  }

  @Override
  public int iteration() {
    return swarm.iteration();
  }

  @Override
  public double toBeat(int particle) {
    return swarm.personalBest(particle);
  }

  @Override
  public List<Ask> tell(Asked scored, Score.Outcome outcome) {
    return swarm.tell(scored.id(), fitness(outcome));
  }

  @Override
  public Optional<AskId> best() {
    return swarm.globalBest().map(best -> new AskId(best.iteration(), best.particle()));
  }

  @Override
  public Set<AskId> leaders() {
    return best().map(Set::of).orElse(Set.of());
  }

  private static double fitness(Score.Outcome outcome) {
    if (outcome instanceof Score.Evaluated evaluated) {
      return evaluated.accuracy();
    }
    // The accuracy is unknown; like this, it is no higher than the particle's personal best.
    return outcome instanceof Score.Outrun outrun
        ? outrun.accuracyAtMost()
        : Double.NEGATIVE_INFINITY;
  }
}
