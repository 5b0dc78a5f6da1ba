package org.psopruner.retrainer.registration;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Backoff;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.LogIds;
import org.psopruner.kafka.Traces;
import org.psopruner.messages.Topic;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.UnavailableException;

/**
 * Takes the models' records for one registry, in order, in a consumer group of its own: one that is
 * down holds up no other. A record is done with, its offset committed, only when the registry has
 * the model or the model is a dead letter; until then it is tried again, with pauses in which the
 * polling goes on.
 */
final class RegistrationLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(RegistrationLoop.class);

  /** What consumer groups are named by, before the registry's name. */
  static final String GROUP_PREFIX = "psopruner-registry-";

  private static final Duration POLL = Duration.ofMillis(500);

  /** The longest that a registry may take for one model: 2 GB on a slow line. */
  private static final Duration LONGEST_ATTEMPT = Duration.ofHours(12);

  private final ModelRegistry registry;
  private final Registration registration;
  private final EventSource events;
  private final Traces traces;
  private final Cluster cluster;
  private final Backoff backoff;
  private final KafkaConsumer<String, byte[]> consumer;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private long resumeAt;

  RegistrationLoop(
      Cluster cluster,
      ModelRegistry registry,
      Registration registration,
      EventSource events,
      Traces traces,
      Backoff backoff) {
    this.cluster = cluster;
    this.registry = registry;
    this.registration = registration;
    this.events = events;
    this.traces = traces;
    this.backoff = backoff;
    Map<String, Object> settings = new HashMap<>();
    settings.put("group.id", GROUP_PREFIX + registry.name());
    // A registry that is switched on later gets the models that were made before.
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", 1);
    settings.put("max.poll.interval.ms", Math.toIntExact(LONGEST_ATTEMPT.toMillis()));
    settings.put("metadata.max.age.ms", 5_000);
    settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    this.consumer = cluster.consumer(settings);
    consumer.subscribe(List.of(Topic.MODELS.topicName()));
  }

  /**
   * Registers until {@link #stop}.
   *
   * @throws KafkaException if the cluster does not let it go on
   */
  @Override
  public void run() {
    try (consumer) {
      while (!stopping.get()) {
        step();
      }
    } catch (WakeupException e) {
      LOG.debugf(e, "Registering in %s ends", registry.name());
    }
  }

  /** Makes the loop end soon, from any thread; what is not done with comes again. */
  void stop() {
    stopping.set(true);
    consumer.wakeup();
  }

  private void step() {
    if (!consumer.paused().isEmpty() && System.nanoTime() - resumeAt >= 0) {
      consumer.resume(consumer.paused());
    }
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        LogIds.log(LogIds.of(record), () -> take(record));
      }
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.debugf(e, "Another retrainer registers in %s", registry.name());
    } catch (RetriableException e) {
      LOG.debugf(e, "The broker does not answer");
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      Optional<String> refusal =
          traces.during(
              "register in " + registry.name(), record, () -> registration.register(record));
      refusal.ifPresent(reason -> bury(record, reason));
      backoff.reset();
      consumer.commitSync(Map.of(partition(record), new OffsetAndMetadata(record.offset() + 1)));
    } catch (UnavailableException e) {
      if (!stopping.get()) {
        Duration pause = backoff.next();
        LOG.warnf(
            "%s; the model of experiment %s is registered there later, tried again in %d s",
            e.getMessage(), record.key(), pause.toSeconds());
        LOG.debug("Why it is not available", e);
        again(record, pause);
      }
    } catch (RetriableException e) {
      again(record, backoff.next());
      throw e;
    }
  }

  private void again(ConsumerRecord<String, byte[]> record, Duration pause) {
    if (consumer.assignment().contains(partition(record))) {
      consumer.seek(partition(record), record.offset());
      consumer.pause(consumer.assignment());
      resumeAt = System.nanoTime() + pause.toNanos();
    }
  }

  /** Where people find it and can have it tried again. */
  private void bury(ConsumerRecord<String, byte[]> record, String reason) {
    try (KafkaProducer<String, byte[]> producer = cluster.producer(Map.of())) {
      producer.send(events.deadLetter(record, reason)).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException(DeadLetter.origin(record) + " cannot become a dead letter", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
