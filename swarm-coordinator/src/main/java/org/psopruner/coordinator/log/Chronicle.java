package org.psopruner.coordinator.log;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;
import org.psopruner.messages.rest.AttemptView;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.JournalPage.JournalEntry;

/**
 * What happened to each experiment, for people: nothing follows from it. It is told with the times
 * of the log, from which it comes anew when that is read anew; of what workers said, only what is
 * not too old to be read. Safe for use by several threads.
 */
final class Chronicle {
  private final Map<String, Chapter> chapters = new HashMap<>();

  /** Of one experiment. */
  private record Chapter(Timeline timeline, Journal journal) {}

  /** An experiment is there; nothing is told of others. */
  synchronized void created(ExperimentSpec spec, Instant at) {
    Chapter chapter = new Chapter(new Timeline(), new Journal());
    if (chapters.putIfAbsent(spec.id(), chapter) == null) {
      chapter.journal().created(spec.swarm(), at);
    }
  }

  synchronized void deleted(String experimentId) {
    chapters.remove(experimentId);
  }

  synchronized void changed(String experimentId, Change change, Instant at) {
    tell(experimentId, chapter -> chapter.journal().changed(change, at));
  }

  synchronized void entered(ExperimentView view, Instant at) {
    tell(view.spec().id(), chapter -> chapter.journal().entered(view, at));
  }

  synchronized void best(String experimentId, BestView best, Instant at) {
    tell(experimentId, chapter -> chapter.journal().best(best, at));
  }

  synchronized void started(EvaluationStarted started, Instant at) {
    tell(
        started.experimentId(),
        chapter -> {
          if (chapter.timeline().started(started, at)) {
            chapter.journal().redelivered(started, at);
          }
        });
  }

  synchronized void released(EvaluationReleased released, Instant at) {
    tell(
        released.experimentId(),
        chapter -> {
          chapter.timeline().released(released, at);
          chapter.journal().released(released, at);
        });
  }

  synchronized void scored(Score score, Instant at) {
    tell(
        score.experimentId(),
        chapter -> {
          chapter.timeline().scored(score, at);
          if (score.outcome() instanceof Score.Failed failure) {
            chapter.journal().failed(score, failure.reason(), at);
          }
        });
  }

  synchronized void progressed(RetrainingProgress progress, Instant at) {
    tell(progress.experimentId(), chapter -> chapter.journal().progressed(progress, at));
  }

  private void tell(String experimentId, Consumer<Chapter> news) {
    Optional.ofNullable(chapters.get(experimentId)).ifPresent(news);
  }

  /**
   * Who had which candidate when; empty if there is no such experiment.
   *
   * @param offset of the first; empty for the last ones
   */
  synchronized Optional<Recent.Part<AttemptView>> timeline(
      String experimentId, Optional<Integer> offset, int limit) {
    return Optional.ofNullable(chapters.get(experimentId))
        .map(chapter -> chapter.timeline().part(offset, limit));
  }

  /** Who had a candidate in hand, as far as that is remembered. */
  synchronized List<AttemptView> attempts(String experimentId, String evaluationId) {
    return Optional.ofNullable(chapters.get(experimentId))
        .map(chapter -> chapter.timeline().of(evaluationId))
        .orElse(List.of());
  }

  /**
   * What happened, in plain words; empty if there is no such experiment.
   *
   * @param offset of the first; empty for the last ones
   */
  synchronized Optional<Recent.Part<JournalEntry>> journal(
      String experimentId, Optional<Integer> offset, int limit) {
    return Optional.ofNullable(chapters.get(experimentId))
        .map(chapter -> chapter.journal().part(offset, limit));
  }
}
