package org.psopruner.coordinator.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.experiment.UnknownExperimentException;
import org.psopruner.coordinator.search.UnknownEvaluationException;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.Message;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.Topic;
import org.psopruner.messages.rest.ExperimentView;

/**
 * Folds the log into the experiments, in a thread of its own: first all that is there, without
 * publishing; then it publishes what the state asks for, and goes on with what comes. Where it
 * cannot go on it ends; what starts the process again is what heals it.
 */
public final class ExperimentLog implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ExperimentLog.class);

  private final Experiments experiments;
  private final LogReader reader;
  private final Outbox outbox;
  private final Thread thread = new Thread(this::run, "experiment-log");
  private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();
  private volatile boolean replayed;

  /** A log that is not read yet. */
  public ExperimentLog(Cluster cluster, Experiments experiments, EventSource events) {
    this.experiments = experiments;
    this.reader = new LogReader(cluster);
    this.outbox = new Outbox(cluster, events);
  }

  /** Begins to read. */
  public void start() {
    thread.setDaemon(true); // it may wait for a broker that is gone
    thread.start();
  }

  /** Whether all that was there at the start is folded, and what it asks for is published. */
  public boolean isReplayed() {
    return replayed;
  }

  /** Whether the log is being read. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /**
   * Writes an experiment to the log and waits until it is folded.
   *
   * @return false if there is one of that id
   * @throws KafkaException if the broker does not answer within the timeout
   */
  public synchronized boolean create(ExperimentSpec spec, Duration timeout) {
    if (experiments.contains(spec.id())) {
      return false;
    }
    CountDownLatch folded = awaited.computeIfAbsent(spec.id(), id -> new CountDownLatch(1));
    outbox.publishNow(new ExperimentCreated(spec), timeout);
    try {
      if (!folded.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new KafkaException(
            "experiment %s is in the log, but did not come back within %d s"
                .formatted(spec.id(), timeout.toSeconds()));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while experiment " + spec.id() + " was created", e);
    }
  }

  /** Ends the reading; waits for a record that is on its way, at most 10 s. */
  @Override
  public void close() {
    reader.wakeup();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outbox.close();
  }

  private void run() {
    try (reader) {
      reader.replay(this::fold);
      int published = outbox.publish(experiments.wanted());
      replayed = true;
      LOG.infof(
          "The log is read: %d experiments, %d records published",
          experiments.views().size(), published);
      while (true) {
        List<ConsumerRecord<String, byte[]>> records = reader.poll();
        if (!records.isEmpty()) {
          records.forEach(this::fold);
          outbox.publish(experiments.wanted());
        }
      }
    } catch (WakeupException closed) {
      LOG.debug("The log is no longer read", closed);
    } catch (RuntimeException e) {
      LOG.error("The log cannot be read on; this process must be started again", e);
    }
  }

  private void fold(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topic.DEAD_LETTERS.topicName())) {
      outbox.letterIsOut(record);
      return;
    }
    try {
      fold(ReceivedEvent.message(record), Instant.ofEpochMilli(record.timestamp()));
    } catch (MessageException | UnknownExperimentException | UnknownEvaluationException e) {
      outbox.refuse(record, e.getMessage());
      LOG.debugf(e, "Refused: %s", DeadLetter.origin(record));
    }
  }

  private void fold(Message message, Instant at) {
    String id = message.experimentId();
    if (message instanceof GlobalBest) {
      outbox.globalBestIsOut(id);
      return;
    }
    boolean changed = experiments.fold(message, at);
    if (changed && replayed) {
      experiments.view(id).ifPresent(ExperimentLog::tell);
    }
    Optional.ofNullable(awaited.remove(id)).ifPresent(CountDownLatch::countDown);
  }

  private static void tell(ExperimentView view) {
    LOG.infof(
        "Experiment %s: %s%s",
        view.spec().id(),
        view.state().name().toLowerCase(Locale.ROOT),
        view.failure().map(reason -> ", " + reason).orElse(""));
  }
}
