package org.psopruner.coordinator.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.psopruner.coordinator.experiment.ExperimentState.Failed;
import org.psopruner.coordinator.experiment.ExperimentState.Finished;
import org.psopruner.coordinator.experiment.ExperimentState.Paused;
import org.psopruner.coordinator.experiment.ExperimentState.Retraining;
import org.psopruner.coordinator.experiment.ExperimentState.Searching;
import org.psopruner.coordinator.experiment.ExperimentState.Stopped;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.rest.AttemptView;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.ExperimentView.RetrainingView;
import org.psopruner.messages.rest.StructureView;
import org.psopruner.messages.rest.StructureView.GroupView;

/** States as people see them. */
final class Views {
  static final CostView UNKNOWN = new CostView(0, 0, 0);

  private Views() {}

  static ExperimentView of(ExperimentState state) {
    Experiment experiment = state.experiment();
    Optional<SwarmSearch> search = experiment.search();
    ExperimentCounts counts = ExperimentCounts.of(state);
    return new ExperimentView(
        experiment.spec(),
        counts.state(),
        counts.iterations(),
        counts.evaluated() + counts.outrun() + counts.failed(),
        counts.outstanding(),
        search.map(SwarmSearch::shared).orElse(0),
        counts.outrun(),
        search.map(Views::taken).orElse(0),
        counts.failed(),
        search.map(SwarmSearch::baseline).orElse(UNKNOWN),
        counts.best(),
        lastEpoch(state).map(Views::retraining),
        state instanceof Failed failed ? Optional.of(failed.reason()) : Optional.empty(),
        experiment.createdAt(),
        experiment.revision());
  }

  /** Scores that other experiments had asked for. */
  private static int taken(SwarmSearch search) {
    return (int) search.scores().stream().filter(e -> e.takenFrom().isPresent()).count();
  }

  static Optional<StructureView> structure(SwarmSearch search) {
    return search
        .globalBest()
        .map(
            winner ->
                new StructureView(
                    search.bestView().orElseThrow(),
                    search.baseline(),
                    groups(search, winner.structure())));
  }

  /** A candidate; empty if none of that evaluation has a score. */
  static Optional<CandidateView> candidate(
      SwarmSearch search, String evaluationId, List<AttemptView> attempts) {
    return search
        .find(evaluationId)
        .map(
            found ->
                new CandidateView(
                    found.evaluation(),
                    search.baseline(),
                    groups(search, found.structure()),
                    Arrays.stream(found.position().toArray()).boxed().toList(),
                    search.bestView().filter(best -> best.isAt(found.evaluation())).isPresent(),
                    attempts));
  }

  private static List<GroupView> groups(SwarmSearch search, PrunedStructure structure) {
    return search.channels().entrySet().stream()
        .map(
            group ->
                new GroupView(
                    group.getKey(), group.getValue(), structure.kept().get(group.getKey())))
        .toList();
  }

  static ExperimentView.State name(ExperimentState state) {
    if (state instanceof Searching) {
      return ExperimentView.State.SEARCHING;
    }
    if (state instanceof Paused) {
      return ExperimentView.State.PAUSED;
    }
    if (state instanceof Retraining) {
      return ExperimentView.State.RETRAINING;
    }
    if (state instanceof Stopped) {
      return ExperimentView.State.STOPPED;
    }
    return state instanceof Finished ? ExperimentView.State.FINISHED : ExperimentView.State.FAILED;
  }

  private static Optional<RetrainingProgress> lastEpoch(ExperimentState state) {
    if (state instanceof Retraining retraining) {
      return retraining.last();
    }
    return state instanceof Finished finished ? finished.last() : Optional.empty();
  }

  private static RetrainingView retraining(RetrainingProgress progress) {
    return new RetrainingView(
        progress.epoch(),
        progress.epochs(),
        progress.validationAccuracy(),
        progress.bestValidationAccuracy(),
        progress.note());
  }
}
