package org.psopruner.coordinator.log;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.lease.Action;
import org.psopruner.coordinator.lease.Leases;
import org.psopruner.coordinator.lease.Publication;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.LogIds;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.Message;
import org.psopruner.messages.Score;

/** What the owner of a partition is to publish: what its experiments want and is not out yet. */
final class Outbox {
  private static final Logger LOG = Logger.getLogger(Outbox.class);

  /** Its owner writes the dead letters of all. */
  private static final int OF_LETTERS = 0;

  /** The worker in the score of an evaluation that no worker could give one. */
  private static final String NO_WORKER = "swarm-coordinator";

  /**
   * So many candidates of an experiment wait for a worker at least, as long as it has so many:
   * workers must find the next one when they have ended one.
   */
  private static final int WAITING = 16;

  /** With more workers, so many wait for each of them. */
  private static final int WAITING_FOR_A_WORKER = 2;

  private final Experiments experiments;
  private final Creations creations;
  private final Leases leases;
  private final DeadLetters letters;
  private final EventSource events;
  private final InstantSource clock;
  private final Mishaps mishaps;
  private final Set<String> globalBestsOut = new HashSet<>();

  /**
   * A record to be published.
   *
   * @param whenOut takes where it lies once it is out
   */
  record Outgoing(ProducerRecord<String, byte[]> record, Consumer<RecordMetadata> whenOut) {}

  Outbox(
      Experiments experiments,
      Creations creations,
      Leases leases,
      DeadLetters letters,
      EventSource events,
      InstantSource clock,
      Mishaps mishaps) {
    this.experiments = experiments;
    this.creations = creations;
    this.leases = leases;
    this.letters = letters;
    this.events = events;
    this.clock = clock;
    this.mishaps = mishaps;
  }

  /** Learns that an experiment's global best is out. */
  void globalBestIsOut(String experimentId) {
    globalBestsOut.add(experimentId);
  }

  /** What is to be published for a partition of the experiments. */
  List<Outgoing> due(int partition) {
    List<Outgoing> due = interleaved(creations.of(partition).stream().map(this::dueOf).toList());
    if (partition == OF_LETTERS) {
      letters
          .due()
          .forEach(
              letter ->
                  due.add(
                      new Outgoing(
                          letter.getValue(),
                          out -> {
                            letters.isOut(letter.getKey());
                            mishaps.letterIsOut();
                          })));
    }
    return due;
  }

  /** One of each in turns, so that none is behind all of another. */
  private static List<Outgoing> interleaved(List<List<Outgoing>> lists) {
    List<Outgoing> all = new ArrayList<>();
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<Outgoing> list : lists) {
        if (i < list.size()) {
          all.add(list.get(i));
        }
      }
    }
    return all;
  }

  /**
   * What waits on the topic is taken in its order, whosever it is. So that experiments share the
   * workers, whatever their sizes, none has more waiting there than the others may.
   */
  private int room(String id) {
    int most = Math.max(WAITING, WAITING_FOR_A_WORKER * leases.workers(clock.instant()));
    return Math.max(0, most - leases.waiting(id));
  }

  private List<Outgoing> dueOf(String id) {
    List<Message> wanted = experiments.wanted(id);
    List<Outgoing> due =
        new ArrayList<>(
            wanted.stream()
                .filter(Candidate.class::isInstance)
                .map(Candidate.class::cast)
                .filter(candidate -> !leases.isOut(id, candidate.evaluationId()))
                .limit(room(id))
                .map(this::outgoing)
                .toList());
    for (Message message : wanted) {
      if (message instanceof GlobalBest best && !globalBestsOut.contains(id)) {
        due.add(new Outgoing(record(best), out -> globalBestIsOut(id)));
      }
    }
    List<Action> actions = leases.due(id, clock.instant());
    if (!actions.isEmpty()) {
      Map<String, Candidate> candidates =
          wanted.stream()
              .filter(Candidate.class::isInstance)
              .map(Candidate.class::cast)
              .collect(Collectors.toMap(Candidate::evaluationId, Function.identity()));
      // What is out of an experiment that is paused waits with it.
      actions.stream()
          .filter(action -> candidates.containsKey(action.evaluationId()))
          .forEach(action -> due.add(outgoing(action, candidates.get(action.evaluationId()))));
    }
    return due;
  }

  private Outgoing outgoing(Candidate candidate) {
    return new Outgoing(
        record(candidate),
        out ->
            leases.published(
                candidate.experimentId(),
                candidate.evaluationId(),
                experiments.stage(candidate.experimentId()),
                new Publication(out.partition(), out.offset()),
                clock.instant()));
  }

  private Outgoing outgoing(Action action, Candidate candidate) {
    if (action instanceof Action.GiveUp givenUp) {
      return new Outgoing(
          record(failed(candidate, givenUp.reason())),
          out -> {
            LogIds.log(
                ids(candidate),
                () -> LOG.warnf("%s is scored as failed: %s", name(candidate), givenUp.reason()));
            mishaps.candidateIsGivenUp();
            leases.givenUp(candidate.experimentId(), candidate.evaluationId());
          });
    }
    boolean leaseEnded = ((Action.PublishAgain) action).leaseEnded();
    Outgoing again = outgoing(candidate);
    return new Outgoing(
        again.record(),
        out -> {
          String reason = leaseEnded ? "its lease ended" : "it waits, or an idle worker does";
          LogIds.log(
              ids(candidate),
              () -> LOG.infof("%s is published again: %s", name(candidate), reason));
          mishaps.candidateIsOutAgain();
          if (leaseEnded) {
            leases.leaseEnded(candidate.experimentId(), candidate.evaluationId(), clock.instant());
          }
          again.whenOut().accept(out);
        });
  }

  /** It belongs to the trace of its experiment, which a restarted coordinator finds in the log. */
  private ProducerRecord<String, byte[]> record(Message message) {
    return events.record(message, creations.trace(message.experimentId()));
  }

  private static Map<String, String> ids(Candidate candidate) {
    return LogIds.of(candidate.experimentId(), candidate.evaluationId());
  }

  private static Score failed(Candidate candidate, String reason) {
    return Score.of(candidate, new Score.Failed(reason), NO_WORKER, 0);
  }

  private static String name(Candidate candidate) {
    return "Evaluation %s of %s"
        .formatted(candidate.evaluationId().substring(0, 8), candidate.experimentId());
  }
}
