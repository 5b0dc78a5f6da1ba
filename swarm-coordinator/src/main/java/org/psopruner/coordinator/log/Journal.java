package org.psopruner.coordinator.log;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.ExperimentChanged.Extend;
import org.psopruner.messages.ExperimentChanged.Pause;
import org.psopruner.messages.ExperimentChanged.Resume;
import org.psopruner.messages.ExperimentChanged.Retrain;
import org.psopruner.messages.ExperimentChanged.Stop;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.JournalPage.JournalEntry;
import org.psopruner.messages.rest.JournalPage.Kind;
import org.psopruner.messages.rest.JournalPage.Level;

/** What happened to an experiment, in plain words. Not for use by several threads at once. */
final class Journal {
  /** So much is remembered of an experiment. */
  static final int MOST = 5_000;

  private static final int ID_SHOWN = 8;

  private final Recent<JournalEntry> entries = new Recent<>(MOST, (number, forgotten) -> {});
  private Optional<BestView> best = Optional.empty();

  void created(SwarmParameters swarm, Instant at) {
    add(
        at,
        Kind.CREATED,
        Level.INFO,
        String.format(
            Locale.ROOT,
            "asked for: %,d particles, %,d iterations",
            swarm.particles(),
            swarm.iterations()));
  }

  /** A user changed it. */
  void changed(Change change, Instant at) {
    add(at, Kind.CHANGED, Level.INFO, "a user " + words(change));
  }

  private static String words(Change change) {
    if (change instanceof Pause) {
      return "paused it: workers finish what they have";
    } else if (change instanceof Resume) {
      return "had it go on";
    } else if (change instanceof Stop stop) {
      return stop.retrain() ? "ended the search, to retrain the best so far" : "ended the search";
    }
    if (change instanceof Retrain retrain) {
      return "ended the search, to retrain evaluation " + shown(retrain.evaluationId());
    }
    return change instanceof Extend extend
        ? String.format(Locale.ROOT, "gave it %,d iterations more", extend.iterations())
        : "deleted it";
  }

  /** It entered another state. */
  void entered(ExperimentView view, Instant at) {
    switch (view.state()) {
      case RETRAINING ->
          add(at, Kind.STATE, Level.INFO, "the search is over; the winner is retrained");
      case FINISHED -> add(at, Kind.STATE, Level.INFO, "the model is there");
      case STOPPED -> add(at, Kind.STATE, Level.INFO, "it ended without a model");
      case FAILED -> add(at, Kind.STATE, Level.ERROR, "it failed: " + view.failure().orElseThrow());
      case SEARCHING, PAUSED -> {
        // A user did that, or it has just begun: what is told already.
      }
    }
  }

  /** What is the best so far, which may be what it was. */
  void best(BestView now, Instant at) {
    if (best.filter(before -> before.evaluationId().equals(now.evaluationId())).isPresent()) {
      return;
    }
    best = Optional.of(now);
    entries.add(
        new JournalEntry(
            at,
            Kind.BEST,
            Level.INFO,
            String.format(
                Locale.ROOT,
                "a new best, from particle %d in iteration %d: accuracy %s with %,d parameters and"
                    + " %,d MACs",
                now.particle(),
                now.iteration(),
                percent(now.accuracy()),
                now.cost().parameters(),
                now.cost().macs()),
            Optional.of(now.evaluationId()),
            Optional.empty()));
  }

  void failed(Score score, String reason, Instant at) {
    entries.add(
        new JournalEntry(
            at,
            Kind.EVALUATION_FAILED,
            Level.WARNING,
            "evaluation %s failed: %s".formatted(shown(score.evaluationId()), reason),
            Optional.of(score.evaluationId()),
            Optional.of(score.worker())));
  }

  /** A worker took what another one had had before. */
  void redelivered(EvaluationStarted started, Instant at) {
    entries.add(
        new JournalEntry(
            at,
            Kind.REDELIVERED,
            Level.WARNING,
            "evaluation %s went to %s as well: who had it before has not answered"
                .formatted(shown(started.evaluationId()), started.worker()),
            Optional.of(started.evaluationId()),
            Optional.of(started.worker())));
  }

  void released(EvaluationReleased released, Instant at) {
    entries.add(
        new JournalEntry(
            at,
            Kind.HANDED_BACK,
            released.fault().isPresent() ? Level.WARNING : Level.INFO,
            "%s gave evaluation %s back: %s"
                .formatted(
                    released.worker(),
                    shown(released.evaluationId()),
                    released.fault().orElse("it is about to end")),
            Optional.of(released.evaluationId()),
            Optional.of(released.worker())));
  }

  void progressed(RetrainingProgress progress, Instant at) {
    add(
        at,
        Kind.RETRAINING,
        progress.note().isPresent() ? Level.WARNING : Level.INFO,
        "retraining, epoch %d/%d: validation accuracy %s, best %s%s"
            .formatted(
                progress.epoch(),
                progress.epochs(),
                percent(progress.validationAccuracy()),
                percent(progress.bestValidationAccuracy()),
                progress.note().map(note -> "; " + note).orElse("")));
  }

  /** A part of it, in the order in which it was learned. */
  Recent.Part<JournalEntry> part(Optional<Integer> offset, int limit) {
    return entries.part(offset, limit);
  }

  private void add(Instant at, Kind kind, Level level, String text) {
    entries.add(new JournalEntry(at, kind, level, text, Optional.empty(), Optional.empty()));
  }

  private static String shown(String evaluationId) {
    return evaluationId.substring(0, ID_SHOWN);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
