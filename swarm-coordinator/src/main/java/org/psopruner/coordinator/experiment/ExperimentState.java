package org.psopruner.coordinator.experiment;

import java.util.Optional;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;

/** An experiment's life. The methods of a state are the ways out of it. */
sealed interface ExperimentState {
  Experiment experiment();

  /** Scores are awaited. */
  record Searching(Experiment experiment, SwarmSearch search) implements ExperimentState {
    /** A score came: the search goes on, or it is over and has a winner, or none. */
    ExperimentState scored(Score score) {
      search.take(score);
      return now(this);
    }

    /** A score of another experiment came, which may be what this one waits for. */
    ExperimentState learned() {
      search.goOn();
      return now(this);
    }

    private static ExperimentState now(Searching state) {
      SwarmSearch search = state.search();
      Experiment experiment = state.experiment();
      if (!search.isOver()) {
        return state;
      }
      return search
          .globalBest()
          .<ExperimentState>map(winner -> new Retraining(experiment, winner, Optional.empty()))
          .orElseGet(
              () ->
                  new Failed(
                      experiment,
                      "no candidate could be evaluated; most often: "
                          + search.mostFrequentFailure().orElseThrow()));
    }
  }

  /**
   * The winner is with the retrainer.
   *
   * @param last the last epoch that ended, once one has
   */
  record Retraining(Experiment experiment, GlobalBest winner, Optional<RetrainingProgress> last)
      implements ExperimentState {
    Retraining progressed(RetrainingProgress progress) {
      return new Retraining(experiment, winner, Optional.of(progress));
    }

    Finished ready() {
      return new Finished(experiment, last);
    }

    Failed failed(RetrainingFailed failure) {
      return new Failed(experiment, "the retraining failed: " + failure.reason());
    }
  }

  /**
   * The model is there.
   *
   * @param last the last epoch of its retraining, if it is known
   */
  record Finished(Experiment experiment, Optional<RetrainingProgress> last)
      implements ExperimentState {}

  /**
   * It ended without a model.
   *
   * @param reason in one line
   */
  record Failed(Experiment experiment, String reason) implements ExperimentState {
    /**
     * The model is there after all: a retrainer that was restarted made it, or the baseline, which
     * a later replay did not find, was there when the log was written.
     */
    Finished ready() {
      return new Finished(experiment, Optional.empty());
    }
  }
}
