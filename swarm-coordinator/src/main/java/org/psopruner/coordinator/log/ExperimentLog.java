package org.psopruner.coordinator.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.experiment.Refusal;
import org.psopruner.coordinator.experiment.UnknownExperimentException;
import org.psopruner.coordinator.lease.LeaseSettings;
import org.psopruner.coordinator.lease.Leases;
import org.psopruner.coordinator.lease.Publication;
import org.psopruner.coordinator.search.UnknownEvaluationException;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.LogIds;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.ChangePlaced;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.ExperimentChanged.Delete;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.Message;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;
import org.psopruner.messages.Topic;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.JournalPage;
import org.psopruner.messages.rest.TimelinePage;
import org.psopruner.messages.rest.WorkerView;

/**
 * Folds the log into the experiments, in a thread of its own: first all that is there, then what
 * comes. Every coordinator folds all experiments; for those in the partitions that it owns it
 * publishes what they ask for. Before it publishes for a partition for the first time, it fences
 * whoever did so before, and reads on to where the log ends then: so it knows all that is out.
 * While no broker answers it waits, and says so.
 */
public final class ExperimentLog implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ExperimentLog.class);

  /** A log that was not read for so long is read no more. */
  private static final Duration STUCK = Duration.ofSeconds(30);

  /** After so long a silence the broker is asked whether it is there. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PRODUCER_CLOSE = Duration.ofSeconds(5);

  private final Experiments experiments;
  private final LogReader reader;
  private final Ownership ownership;
  private final OwnerProducers producers;
  private final KafkaProducer<String, byte[]> producer;
  private final Creations creations;
  private final ChangeRequests changes;
  private final WorkerActivity activity = new WorkerActivity();
  private final Chronicle chronicle = new Chronicle();
  private final Leases leases;
  private final DeadLetters letters;
  private final Mishaps mishaps = new Mishaps();
  private final Outbox outbox;
  private final InstantSource clock;
  private final Thread thread = new Thread(this::run, "experiment-log");
  private final CountDownLatch closing = new CountDownLatch(1);
  private long heard = System.nanoTime();
  private volatile long beat = System.nanoTime();
  private volatile long folded;
  private volatile boolean replayed;
  private volatile boolean connected = true;

  /**
   * A log that is not read yet.
   *
   * @param session how long a coordinator may be silent before others take its experiments
   * @param clock ends leases; nothing else depends on it
   */
  public ExperimentLog(
      Cluster cluster,
      Experiments experiments,
      EventSource events,
      Duration session,
      LeaseSettings lease,
      InstantSource clock) {
    this.experiments = experiments;
    this.clock = clock;
    this.reader = new LogReader(cluster, () -> beat = System.nanoTime());
    this.ownership = new Ownership(cluster, session);
    this.producers = new OwnerProducers(cluster, session);
    this.producer = cluster.producer(Map.of());
    this.creations = new Creations(producer, events);
    this.changes = new ChangeRequests(producer, events);
    this.leases = new Leases(lease);
    this.letters = new DeadLetters(events);
    this.outbox = new Outbox(experiments, creations, leases, letters, events, clock, mishaps);
  }

  /** Begins to read, and to own. */
  public void start() {
    ownership.start();
    thread.setDaemon(true); // it may wait for a broker that is gone
    beat = System.nanoTime();
    thread.start();
  }

  /** Whether all that was there at the start is folded. */
  public boolean isReplayed() {
    return replayed;
  }

  /** Whether the broker answered when it was asked last, which is some seconds ago at most. */
  public boolean isConnected() {
    return connected;
  }

  /** How many partitions of the experiments this coordinator owns, as far as it knows. */
  public int ownedPartitions() {
    return ownership.partitions().size();
  }

  /** Whether the log is being read, or would be if the broker answered. */
  public boolean isAlive() {
    return thread.isAlive() && ownership.isAlive() && System.nanoTime() - beat < STUCK.toNanos();
  }

  /**
   * Writes an experiment to the log and waits until it is folded. Any coordinator can, whoever will
   * own it; of several of one id, the first in the log counts.
   *
   * @return false if there is another one of that id
   * @throws KafkaException if the broker does not answer within the timeout
   */
  public boolean create(ExperimentSpec spec, Duration timeout) {
    return !experiments.contains(spec.id()) && creations.create(spec, timeout);
  }

  /**
   * Writes a change of an experiment to the log and waits until it is folded. Any coordinator can,
   * whoever owns the experiment.
   *
   * @param ifRevision it is made only if the experiment was changed so often before; empty if that
   *     does not matter
   * @return why it was not made; empty if it was, or if there was nothing to be done
   * @throws KafkaException if the broker does not answer within the timeout
   */
  public Optional<Refusal> change(
      String id, Change change, Optional<Integer> ifRevision, Duration timeout) {
    Optional<Refusal> refusal =
        experiments.isBehind(id, ifRevision)
            ? Optional.empty()
            : experiments.refusal(id, change, ifRevision);
    return refusal.isPresent() ? refusal : changes.request(id, change, ifRevision, timeout);
  }

  /** Rises with each record that is folded: while it stands still, so does all that can be seen. */
  public long folded() {
    return folded;
  }

  /** What this coordinator had to see to. */
  public Mishaps mishaps() {
    return mishaps;
  }

  /** Who evaluated for an experiment, or does, by name; empty if there is no such experiment. */
  public Optional<List<WorkerView>> workers(String id) {
    return experiments.evaluations(id).map(done -> activity.of(id, done));
  }

  /**
   * Who had which candidate of an experiment when; empty if there is no such experiment.
   *
   * @param offset of the first; empty for the last ones
   * @param limit how many at most
   */
  public Optional<TimelinePage> timeline(String id, Optional<Integer> offset, int limit) {
    return chronicle
        .timeline(id, offset, limit)
        .map(
            part ->
                new TimelinePage(
                    part.total(), part.forgotten(), part.offset(), limit, part.items()));
  }

  /**
   * What happened to an experiment, in plain words; empty if there is no such experiment.
   *
   * @param offset of the first; empty for the last ones
   * @param limit how much at most
   */
  public Optional<JournalPage> journal(String id, Optional<Integer> offset, int limit) {
    return chronicle
        .journal(id, offset, limit)
        .map(
            part ->
                new JournalPage(
                    part.total(), part.forgotten(), part.offset(), limit, part.items()));
  }

  /**
   * A candidate that has a score, with who had it in hand; the inner one is empty if there is none
   * of that evaluation.
   */
  public Optional<Optional<CandidateView>> candidate(String id, String evaluationId) {
    return experiments.candidate(id, evaluationId, chronicle.attempts(id, evaluationId));
  }

  /** Ends the reading; waits for a record that is on its way, at most 10 s. */
  @Override
  public void close() {
    closing.countDown();
    ownership.close();
    reader.wakeup();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(PRODUCER_CLOSE);
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        try {
          step();
          connected(true, "it answers");
        } catch (WakeupException closed) {
          LOG.debug("The log is no longer read", closed);
        } catch (KafkaException e) {
          connected(false, e.getMessage());
          pause();
        }
      }
    } catch (RuntimeException e) {
      LOG.error("The log cannot be read on; this process must be started again", e);
    } finally {
      producers.close();
      reader.close();
    }
  }

  private void step() {
    beat = System.nanoTime();
    if (!replayed) {
      reader.replay(this::fold, experiments::askedSince);
      replayed = true;
      LOG.infof("The log is read: %d experiments", experiments.views().size());
    }
    if (reader.poll(this::fold)) {
      heard = System.nanoTime();
    } else if (!connected || System.nanoTime() - heard > SILENCE.toNanos()) {
      reader.probe();
      heard = System.nanoTime();
    }
    Set<Integer> owned = ownership.partitions();
    producers.retain(owned);
    owned.forEach(this::publish);
  }

  private void publish(int partition) {
    if (producers.isFenced(partition) || outbox.due(partition).isEmpty()) {
      return;
    }
    beat = System.nanoTime();
    if (!producers.isOpen(partition)) {
      takeOver(partition);
    }
    List<Outbox.Outgoing> due = outbox.due(partition);
    if (due.isEmpty()) {
      return; // the one before had published it
    }
    producers
        .publish(partition, due.stream().map(Outbox.Outgoing::record).toList())
        .ifPresent(
            written -> {
              for (int i = 0; i < written.size(); i++) {
                due.get(i).whenOut().accept(written.get(i));
              }
            });
  }

  private void takeOver(int partition) {
    producers.open(partition);
    boolean caughtUp = false;
    try {
      reader.catchUp(this::fold);
      caughtUp = true;
    } finally {
      if (!caughtUp) {
        producers.giveUp(partition);
      }
    }
  }

  /** Says when that changes, and only then. */
  private void connected(boolean now, String reason) {
    if (now && !connected) {
      LOG.info("The broker answers again");
    } else if (!now && connected) {
      LOG.warnf("The broker does not answer as it should (%s); waiting for it", reason);
    }
    connected = now;
  }

  private void pause() {
    try {
      closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  /** In the log's thread alone. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void fold(ConsumerRecord<String, byte[]> record) {
    hand(record);
    folded++;
  }

  private void hand(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(Topic.DEAD_LETTERS.topicName())) {
      letters.isOut(record);
    } else if (record.topic().equals(Topic.PARTICLES.topicName())) {
      published(record);
    } else {
      try {
        fold(ReceivedEvent.message(record), record);
      } catch (MessageException | UnknownExperimentException | UnknownEvaluationException e) {
        // What is wrong on the topic of winners, who reads them says.
        if (!record.topic().equals(Topic.GLOBAL_BESTS.topicName())) {
          letters.refuse(record, e.getMessage());
          LOG.debugf(e, "Refused: %s", DeadLetter.origin(record));
        }
      }
    }
  }

  /** Candidates are large: what is to be known of them is in their headers. */
  private void published(ConsumerRecord<String, byte[]> record) {
    ReceivedEvent.experimentId(record)
        .filter(id -> record.key() != null && experiments.awaits(id, record.key()))
        .ifPresent(
            id ->
                leases.published(
                    id,
                    record.key(),
                    experiments.stage(id),
                    new Publication(record.partition(), record.offset()),
                    clock.instant()));
  }

  private void fold(Message message, ConsumerRecord<String, byte[]> record) {
    String id = message.experimentId();
    Instant at = Instant.ofEpochMilli(record.timestamp());
    if (message instanceof GlobalBest) {
      outbox.globalBestIsOut(id);
    } else if (message instanceof EvaluationStarted started) {
      leases.started(started, clock.instant());
      activity.started(started, at);
      chronicle.started(started, at);
    } else if (message instanceof EvaluationReleased released) {
      leases.released(released, clock.instant());
      activity.released(released, at);
      chronicle.released(released, at);
    } else if (message instanceof ChangePlaced placed) {
      Experiments.Placed outcome = experiments.place(placed, at);
      outcome.made().ifPresent(change -> told(id, change, at));
      tell(outcome.changed(), at);
      leases.keep(experiments::awaits);
      changes.folded(placed.request(), outcome.refusal());
    } else {
      Set<String> changed = experiments.fold(message, at);
      if (message instanceof ExperimentCreated created && !changed.isEmpty()) {
        chronicle.created(created.experiment(), at);
      }
      if (message instanceof Score score) {
        activity.scored(score, at);
        chronicle.scored(score, at);
        experiments.best(id).ifPresent(best -> chronicle.best(id, best, at));
        leases.scored(score, clock.instant());
        leases.keep(experiments::awaits);
      } else if (message instanceof ExperimentCreated) {
        creations.folded(id, record);
      } else if (message instanceof RetrainingProgress progress) {
        chronicle.progressed(progress, at);
      }
      tell(changed, at);
    }
  }

  private void told(String id, Change change, Instant at) {
    if (change instanceof Delete) {
      chronicle.deleted(id);
    } else {
      chronicle.changed(id, change, at);
    }
  }

  private void tell(Set<String> changed, Instant at) {
    for (String id : changed) {
      // Scores of others may have brought it there.
      experiments.best(id).ifPresent(best -> chronicle.best(id, best, at));
      Optional<ExperimentView> view = experiments.view(id);
      view.ifPresent(now -> chronicle.entered(now, at));
      if (replayed) {
        view.ifPresent(ExperimentLog::tell);
      }
    }
  }

  private static void tell(ExperimentView view) {
    LogIds.log(
        LogIds.of(view.spec().id()),
        () ->
            LOG.infof(
                "Experiment %s: %s%s",
                view.spec().id(),
                view.state().name().toLowerCase(Locale.ROOT),
                view.failure().map(reason -> ", " + reason).orElse("")));
  }
}
