package org.psopruner.retrainer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.psopruner.engine.OutOfMemory;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.Reason;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.report.RunReport;
import org.psopruner.retrainer.bests.Work;
import org.psopruner.training.Retraining;
import org.psopruner.training.RetrainingJob;
import org.psopruner.training.RetrainingTask;

/**
 * What a retrainer does with a global best: it answers with a model or with the reason why there is
 * none. In the latter case the global best is a dead letter, too: replayed, it is tried again.
 */
final class GlobalBests implements Work {
  private static final Logger LOG = Logger.getLogger(GlobalBests.class);

  private final RetrainingJob job;
  private final FileRoots roots;
  private final EventSource events;
  private final Announcement announcement;
  private final Predicate<String> hasModel;
  private final RetrainerMetrics metrics;

  /**
   * @param roots where the files of an experiment may lie
   * @param announcement what is told of a model
   * @param hasModel whether the model of an experiment is out already
   */
  GlobalBests(
      RetrainingJob job,
      FileRoots roots,
      EventSource events,
      Announcement announcement,
      Predicate<String> hasModel,
      RetrainerMetrics metrics) {
    this.job = job;
    this.roots = roots;
    this.events = events;
    this.announcement = announcement;
    this.hasModel = hasModel;
    this.metrics = metrics;
  }

  @Override
  public List<ProducerRecord<String, byte[]>> answer(
      ConsumerRecord<String, byte[]> read, Publisher publisher) {
    GlobalBest winner;
    try {
      // Nothing else is a message on the global bests' topic.
      winner = (GlobalBest) ReceivedEvent.message(read);
    } catch (MessageException e) {
      LOG.warnf("%s is no global best: %s", DeadLetter.origin(read), e.getMessage());
      metrics.refused();
      return List.of(events.deadLetter(read, e.getMessage()));
    }
    if (hasModel.test(winner.experimentId())) {
      LOG.infof("The model of experiment %s is out already", winner.experimentId());
      return List.of();
    }
    return answer(winner, read, publisher);
  }

  private List<ProducerRecord<String, byte[]>> answer(
      GlobalBest winner, ConsumerRecord<String, byte[]> read, Publisher publisher) {
    LOG.infof("Retraining the winner of experiment %s", winner.experimentId());
    try {
      roots.require(winner.experiment());
      RetrainerMetrics.Attempt attempt = metrics.attempt();
      ModelReady ready =
          attempt.during(() -> retrain(winner, new Listener(winner, publisher, attempt)));
      LOG.infof(
          "Model of experiment %s: %s (%d bytes)",
          winner.experimentId(), ready.model().uri(), ready.bytes());
      return List.of(events.record(ready));
    } catch (CancellationException e) {
      throw e;
    } catch (LinkageError e) { // of a library's first use
      OutOfMemory.rethrow(e);
      throw e;
    } catch (RuntimeException e) {
      OutOfMemory.rethrow(e);
      String reason = Reason.of(e);
      LOG.errorf("Experiment %s has no model: %s", winner.experimentId(), reason);
      LOG.debug("Why it has none", e);
      metrics.failed();
      metrics.refused();
      return List.of(
          events.record(new RetrainingFailed(winner.experimentId(), reason)),
          events.deadLetter(read, reason));
    }
  }

  private ModelReady retrain(GlobalBest winner, Listener listener) {
    RetrainingTask task = RetrainingTask.of(winner);
    RunReport report = job.run(task, listener);
    listener.aboutToWrite();
    return announcement.of(winner, report, task.output());
  }

  /** Tells of each epoch; ends the work as soon as it is another's. */
  private final class Listener implements Retraining.Listener {
    private final GlobalBest winner;
    private final Publisher publisher;
    private final RetrainerMetrics.Attempt attempt;

    Listener(GlobalBest winner, Publisher publisher, RetrainerMetrics.Attempt attempt) {
      this.winner = winner;
      this.publisher = publisher;
      this.attempt = attempt;
    }

    @Override
    public void epochEnded(Retraining.Epoch ended, Retraining.Epoch best, String note) {
      RetrainingProgress progress = progress(winner, ended, best, note);
      log(progress);
      attempt.epochEnded();
      publisher.publish(List.of(events.record(progress)));
    }

    @Override
    public void aboutToWrite() {
      publisher.publish(List.of());
    }
  }

  private static RetrainingProgress progress(
      GlobalBest winner, Retraining.Epoch ended, Retraining.Epoch best, String note) {
    return new RetrainingProgress(
        winner.experimentId(),
        ended.epoch(),
        winner.experiment().retraining().epochs(),
        ended.validationAccuracy(),
        best.validationAccuracy(),
        note.isEmpty() ? Optional.empty() : Optional.of(note));
  }

  private static void log(RetrainingProgress progress) {
    LOG.infof(
        "Experiment %s, epoch %d of %d: validation accuracy %.2f %% (best %.2f %%)%s",
        progress.experimentId(),
        progress.epoch(),
        progress.epochs(),
        100 * progress.validationAccuracy(),
        100 * progress.bestValidationAccuracy(),
        progress.note().map(note -> "; " + note).orElse(""));
  }
}
