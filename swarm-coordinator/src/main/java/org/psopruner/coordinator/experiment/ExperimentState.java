package org.psopruner.coordinator.experiment;

import java.util.Optional;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;

/** An experiment's life. The methods of a state are the ways out of it. */
sealed interface ExperimentState {
  Experiment experiment();

  /** A user wants to see no more of it, wherever it is. */
  default Deleted deleted() {
    return new Deleted(experiment().deleted());
  }

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

    /** A user has it ask for nothing more. */
    Paused paused() {
      return new Paused(experiment.revised(), search);
    }

    /** A user ends the search, without a model or with the best so far. */
    ExperimentState stopped(boolean retrain) {
      return Stopped.of(experiment, search, retrain);
    }

    /** A user ends the search and has a candidate that was evaluated retrained. */
    Retraining retrained(String evaluationId) {
      return Stopped.retraining(experiment, search, evaluationId);
    }

    /** A user gave it more iterations; it is over by that if all of them have been evaluated. */
    ExperimentState extended(ExperimentSpec longer) {
      search.extend(longer);
      return now(new Searching(experiment.extended(longer), search));
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
   * What is out is scored, nothing more is asked for; a search that is over by that has its winner
   * wait.
   */
  record Paused(Experiment experiment, SwarmSearch search) implements ExperimentState {
    /** A score of what was out came. */
    Paused scored(Score score) {
      search.take(score);
      return this;
    }

    /** A score of another experiment came, which may be what this one waits for. */
    Paused learned() {
      search.goOn();
      return this;
    }

    /** A user has it go on: to the next scores, or to what it came to meanwhile. */
    ExperimentState resumed() {
      return Searching.now(new Searching(experiment.revised(), search));
    }

    /** A user ends the search, without a model or with the best so far. */
    ExperimentState stopped(boolean retrain) {
      return Stopped.of(experiment, search, retrain);
    }

    /** A user ends the search and has a candidate that was evaluated retrained. */
    Retraining retrained(String evaluationId) {
      return Stopped.retraining(experiment, search, evaluationId);
    }

    /** A user gave it more iterations. */
    Paused extended(ExperimentSpec longer) {
      search.extend(longer);
      return new Paused(experiment.extended(longer), search);
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

  /** A user ended it without a model. */
  record Stopped(Experiment experiment) implements ExperimentState {
    /** A user has a candidate that was evaluated retrained after all. */
    Retraining retrained(String evaluationId) {
      return retraining(experiment, experiment.search().orElseThrow(), evaluationId);
    }

    private static Retraining retraining(
        Experiment experiment, SwarmSearch search, String evaluationId) {
      GlobalBest winner = search.asWinner(evaluationId).orElseThrow();
      search.stop();
      return new Retraining(experiment.revised(), winner, Optional.empty());
    }

    private static ExperimentState of(Experiment experiment, SwarmSearch search, boolean retrain) {
      Optional<GlobalBest> winner = retrain ? search.globalBest() : Optional.empty();
      search.stop();
      return winner
          .<ExperimentState>map(
              best -> new Retraining(experiment.revised(), best, Optional.empty()))
          .orElseGet(() -> new Stopped(experiment.revised()));
    }
  }

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

  /** It is shown to nobody; its id is taken for ever, since a replay would not tell two apart. */
  record Deleted(Experiment experiment) implements ExperimentState {}
}
