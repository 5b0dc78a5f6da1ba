package org.psopruner.retrainer;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.psopruner.kafka.ChannelMessages;
import org.psopruner.kafka.EventSource;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.report.RunReport;
import org.psopruner.training.Retraining;
import org.psopruner.training.RetrainingJob;
import org.psopruner.training.RetrainingTask;

/**
 * The edge to Kafka: takes global bests one after the other, and acknowledges each only after the
 * model, or the reason why there is none, was published.
 */
@ApplicationScoped
class GlobalBests {
  private static final Logger LOG = Logger.getLogger(GlobalBests.class);

  private static final int LONGEST_REASON = 1_000;

  private final RetrainingJob job;
  private final FileRoots roots;
  private final EventSource events;
  private final MutinyEmitter<byte[]> emitter;

  @Inject
  GlobalBests(
      RetrainingJob job,
      FileRoots roots,
      EventSource events,
      @Channel("events") MutinyEmitter<byte[]> emitter) {
    this.job = job;
    this.roots = roots;
    this.events = events;
    this.emitter = emitter;
  }

  @Incoming("global-bests")
  @Blocking
  CompletionStage<Void> retrain(Message<byte[]> message) {
    try {
      retrain(MessageJson.read(message.getPayload(), GlobalBest.class));
    } catch (MessageException e) {
      LOG.warnf("A record on the global bests' topic is no global best: %s", e.getMessage());
      send(events.deadLetter(source(message), e.getMessage()));
    }
    return message.ack();
  }

  private void retrain(GlobalBest winner) {
    LOG.infof("Retraining the winner of experiment %s", winner.experimentId());
    try {
      roots.require(winner.experiment());
      RetrainingTask task = RetrainingTask.of(winner);
      job.run(task, (ended, best, note) -> tell(progress(winner, ended, best, note)));
      ModelReady ready = ready(winner, task.output());
      send(events.record(ready));
      LOG.infof(
          "Model of experiment %s: %s (%d bytes)",
          winner.experimentId(), ready.model().uri(), ready.bytes());
    } catch (RuntimeException e) {
      LOG.errorf(e, "Experiment %s has no model", winner.experimentId());
      send(events.record(new RetrainingFailed(winner.experimentId(), reason(e))));
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

  private static ModelReady ready(GlobalBest winner, Path output) {
    FileReference model = FileReference.of(output.resolve(RetrainingJob.MODEL));
    return new ModelReady(
        winner.experimentId(),
        model,
        model.path().toFile().length(),
        FileReference.of(output.resolve(RunReport.FILE_NAME)));
  }

  private void tell(RetrainingProgress progress) {
    LOG.infof(
        "Experiment %s, epoch %d of %d: validation accuracy %.2f %% (best %.2f %%)%s",
        progress.experimentId(),
        progress.epoch(),
        progress.epochs(),
        100 * progress.validationAccuracy(),
        100 * progress.bestValidationAccuracy(),
        progress.note().map(note -> "; " + note).orElse(""));
    send(events.record(progress));
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line =
        message.lines().filter(l -> !l.isBlank()).findFirst().orElse(e.getClass().getSimpleName());
    return line.substring(0, Math.min(LONGEST_REASON, line.length()));
  }

  @SuppressWarnings("unchecked") // The channel's deserializers are those of these types.
  private static ConsumerRecord<String, byte[]> source(Message<byte[]> message) {
    return message
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .map(metadata -> (ConsumerRecord<String, byte[]>) metadata.getRecord())
        .orElseThrow();
  }

  private void send(ProducerRecord<String, byte[]> event) {
    emitter.sendMessage(ChannelMessages.of(event)).await().indefinitely();
  }
}
