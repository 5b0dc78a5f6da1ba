package org.psopruner.coordinator.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.psopruner.messages.Score;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.swarm.Ask;
import org.psopruner.swarm.AskId;
import org.psopruner.swarm.Objectives;
import org.psopruner.swarm.ParetoPoint;
import org.psopruner.swarm.ParetoSwarm;
import org.psopruner.swarm.Position;

/**
 * One that maximises the accuracy and minimises the parameters and the MACs, these as shares of the
 * baseline's. Each accuracy matters: a structure that is less accurate than another may still cost
 * less than any that is as accurate.
 */
record FrontSwarm(ParetoSwarm swarm, CostView baseline) implements SearchSwarm {
  /** Accuracy, parameters, MACs. */
  static final int OBJECTIVES = 3;

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
    return Question.NOTHING;
  }

  @Override
  public List<Ask> tell(Asked scored, Score.Outcome outcome) {
    return swarm.tell(scored.id(), objectives(scored.cost(), outcome));
  }

  @Override
  public Optional<AskId> best() {
    return swarm.front().stream().findFirst().map(ParetoPoint::id);
  }

  @Override
  public Set<AskId> leaders() {
    return swarm.front().stream().map(ParetoPoint::id).collect(Collectors.toSet());
  }

  private Objectives objectives(CostView cost, Score.Outcome outcome) {
    return outcome instanceof Score.Evaluated evaluated
        ? Objectives.of(
            evaluated.accuracy(),
            -(double) cost.parameters() / baseline.parameters(),
            -(double) cost.macs() / baseline.macs())
        : Objectives.failed(OBJECTIVES);
  }
}
