package org.psopruner.coordinator.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.broker.BrokerProcess;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.broker.testing.Poison;
import org.psopruner.broker.testing.TestKafka;
import org.psopruner.coordinator.Scenario;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.experiment.Refusal;
import org.psopruner.coordinator.lease.LeaseSettings;
import org.psopruner.coordinator.search.StaircaseSpace;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.kafka.ReceivedLetter;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.ExperimentChanged.Delete;
import org.psopruner.messages.ExperimentChanged.Extend;
import org.psopruner.messages.ExperimentChanged.Pause;
import org.psopruner.messages.ExperimentChanged.Resume;
import org.psopruner.messages.ExperimentChanged.Stop;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Message;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.Topic;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;
import org.psopruner.messages.rest.JournalPage.JournalEntry;
import org.psopruner.messages.rest.JournalPage.Kind;

class ExperimentLogIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final EventSource EVENTS = new EventSource("test", "1", InstantSource.system());

  private static TestKafka kafka;
  private static Workers workers;

  /** What a broker allows at least. */
  private static final Duration SESSION = Duration.ofSeconds(6);

  private static final LeaseSettings LEASE =
      new LeaseSettings(Duration.ofMinutes(2), Duration.ofSeconds(10));

  /** A coordinator without REST; a second one may read the same log. */
  private static final class Instance implements AutoCloseable {
    private final Experiments experiments = new Experiments(spec -> new StaircaseSpace(3, 1000));
    private final ExperimentLog log;

    Instance() {
      this("test", kafka.bootstrapServers());
    }

    Instance(String name, String bootstrapServers) {
      log =
          new ExperimentLog(
              new Cluster(bootstrapServers),
              experiments,
              new EventSource("swarm-coordinator", name, InstantSource.system()),
              SESSION,
              LEASE,
              InstantSource.system());
      log.start();
      await().atMost(TIMEOUT).until(log::isReplayed);
    }

    ExperimentView view(String id) {
      return experiments.view(id).orElseThrow();
    }

    @Override
    public void close() {
      log.close();
      assertThat(log.isAlive()).isFalse();
    }
  }

  @BeforeAll
  static void start() {
    kafka = TestKafka.start();
    Topics.createMissing(new Cluster(kafka.bootstrapServers()), (short) 1, TIMEOUT);
    workers = new Workers(kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    workers.close();
    kafka.close();
  }

  @ParameterizedTest
  @EnumSource(SwarmPace.class)
  void aSearchThatIsRestartedInItsMiddleGoesOnWithTheSameSwarm(SwarmPace pace) {
    String id = "restarted-" + pace;
    ExperimentSpec spec = Scenario.with(Scenario.experiment(id, 6, 5), pace);
    try (Instance instance = new Instance()) {
      assertThat(instance.log.create(spec, TIMEOUT)).isTrue();
      assertThat(instance.log.create(spec, TIMEOUT)).isFalse();
      workers.score(id, 15);
      await().atMost(TIMEOUT).until(() -> instance.view(id).evaluationsDone() == 15);

      try (Instance second = new Instance()) {
        assertThat(second.experiments.wanted(id)).isEqualTo(instance.experiments.wanted(id));
        assertThat(second.view(id)).isEqualTo(instance.view(id));
      }
    }

    try (Instance restarted = new Instance()) {
      workers.scoreUntil(id, () -> restarted.view(id).state() != State.SEARCHING);
      assertThat(restarted.view(id).evaluationsDone()).isEqualTo(30);
      await().atMost(TIMEOUT).until(() -> !globalBests(id).isEmpty());
      assertThat(globalBests(id)).containsExactly(uninterrupted(spec));
    }

    try (Instance third = new Instance()) {
      assertThat(third.view(id).state()).isEqualTo(State.RETRAINING);
      assertThat(globalBests(id)).hasSize(1);
      workers.send(Scenario.model(id, Scenario.BASELINE));
      await().atMost(TIMEOUT).until(() -> third.view(id).state() == State.FINISHED);
    }
  }

  @Test
  void aRecordThatCannotBeUnderstoodEndsInTheDeadLettersOnceAndTheSearchGoesOn() {
    try (Instance instance = new Instance()) {
      instance.log.create(Scenario.experiment("poisoned", 3, 2), TIMEOUT);
      workers.send(new ProducerRecord<>("psopruner.scores", "poisoned", "poison".getBytes(UTF_8)));
      workers.send(new ProducerRecord<>("psopruner.experiments", "poisoned", null));
      workers.send(score("nobody"));
      workers.send(score("poisoned"));
      workers.scoreUntil("poisoned", () -> instance.view("poisoned").state() == State.RETRAINING);
      await().atMost(TIMEOUT).until(() -> letters("poisoned", "nobody").size() == 4);
    }
    assertThat(letters("poisoned", "nobody"))
        .anyMatch(reason -> reason.startsWith("ce_type is missing; it must be one of"))
        .contains("no experiment is called nobody")
        .contains("experiment poisoned has no evaluation " + "e".repeat(64));

    workers.send(score("nobody-while-it-was-down"));
    try (Instance restarted = new Instance()) {
      assertThat(restarted.view("poisoned").state()).isEqualTo(State.RETRAINING);
      await().atMost(TIMEOUT).until(() -> !letters("nobody-while-it-was-down").isEmpty());
      assertThat(letters("nobody-while-it-was-down"))
          .containsExactly("no experiment is called nobody-while-it-was-down");
      assertThat(letters("poisoned", "nobody")).hasSize(4);
    }
  }

  @Test
  void twoCoordinatorsShareTheExperimentsAndFindWhatOneWouldHave() throws Exception {
    try (Instance a = new Instance("a", kafka.bootstrapServers());
        Instance b = new Instance("b", kafka.bootstrapServers())) {
      await()
          .atMost(TIMEOUT)
          .until(() -> a.log.ownedPartitions() == 6 && b.log.ownedPartitions() == 6);
      List<ExperimentSpec> specs =
          IntStream.range(0, 12).mapToObj(n -> Scenario.experiment("shared-" + n, 4, 3)).toList();
      for (ExperimentSpec spec : specs) {
        assertThat(createdByOneOf(spec, a, b)).isTrue();
      }

      workers.scoreUntil(
          id -> id.startsWith("shared-"),
          () -> specs.stream().allMatch(spec -> a.view(spec.id()).state() == State.RETRAINING));

      for (ExperimentSpec spec : specs) {
        await().atMost(TIMEOUT).until(() -> !globalBests(spec.id()).isEmpty());
        assertThat(globalBests(spec.id())).containsExactly(uninterrupted(spec));
        await()
            .atMost(TIMEOUT)
            .until(
                () ->
                    a.view(spec.id()).state() == State.RETRAINING
                        && b.view(spec.id()).equals(a.view(spec.id())));
      }
      List<ConsumerRecord<String, byte[]>> published =
          workers.read(Topic.PARTICLES).stream()
              .filter(record -> ReceivedEvent.message(record).experimentId().startsWith("shared-"))
              .toList();
      assertThat(published).hasSize(12 * 4 * 3);
      assertThat(published)
          .extracting(record -> new String(record.headers().lastHeader("ce_source").value(), UTF_8))
          .containsOnly("/swarm-coordinator/a", "/swarm-coordinator/b");
    }
  }

  @Test
  void whatAUserChangesAtOneCoordinatorHoldsAtTheOtherAndAfterARestart() {
    ExperimentSpec spec = Scenario.experiment("changed", 4, 3);
    try (Instance a = new Instance("a", kafka.bootstrapServers());
        Instance b = new Instance("b", kafka.bootstrapServers())) {
      a.log.create(spec, TIMEOUT);
      workers.score("changed", 2);
      await().atMost(TIMEOUT).until(() -> a.view("changed").evaluationsDone() == 2);
      await().atMost(TIMEOUT).until(() -> b.experiments.contains("changed"));

      assertThat(b.log.change("changed", new Pause(), Optional.of(0), TIMEOUT)).isEmpty();
      assertThat(
              a.log.change("changed", new Extend(1), Optional.of(0), TIMEOUT).orElseThrow().kind())
          .isEqualTo(Refusal.Kind.STALE);
      assertThat(a.log.change("changed", new Extend(1), Optional.of(1), TIMEOUT)).isEmpty();
      workers.score("changed", 2);
      await().atMost(TIMEOUT).until(() -> a.view("changed").iteration() == 1);
      await().during(Duration.ofSeconds(1)).until(() -> candidates("changed") == 4);
    }

    try (Instance restarted = new Instance()) {
      assertThat(restarted.view("changed").state()).isEqualTo(State.PAUSED);
      assertThat(restarted.view("changed").revision()).isEqualTo(2);
      restarted.log.change("changed", new Resume(), Optional.empty(), TIMEOUT);
      workers.scoreUntil("changed", () -> restarted.view("changed").state() == State.RETRAINING);
      await().atMost(TIMEOUT).until(() -> !globalBests("changed").isEmpty());
      assertThat(globalBests("changed"))
          .containsExactly(uninterrupted(spec.with(spec.swarm().extended(1))));

      restarted.log.change("changed", new Delete(), Optional.empty(), TIMEOUT);
      assertThat(restarted.experiments.view("changed")).isEmpty();
    }
  }

  /** One worker takes candidates in the order of their topic, as a share group hands them out. */
  @Test
  void aLargeExperimentDoesNotKeepTheWorkersFromASmallOne() {
    Set<String> both = Set.of("large", "little");
    try (Instance instance = new Instance()) {
      instance.log.create(Scenario.experiment("large", 300, 2), TIMEOUT);
      await().atMost(TIMEOUT).until(() -> candidates("large") == 16);
      instance.log.create(Scenario.experiment("little", 4, 3), TIMEOUT);

      workers.scoreInOrder(
          both,
          () ->
              both.stream()
                  .allMatch(
                      id ->
                          workers.waiting(id)
                              == Math.min(16, instance.experiments.wanted(id).size())),
          () -> instance.view("little").state() == State.RETRAINING);

      // Each iteration of the small one waits behind what the large one has on the topic, no more.
      assertThat(instance.view("large").evaluationsDone()).isBetween(16, 3 * (16 + 4));
      instance.log.change("large", new Stop(false), Optional.empty(), TIMEOUT);
    }
  }

  @Test
  void aSecondExperimentOfTheSameSeedPublishesNoCandidateAndFindsTheSame() {
    try (Instance instance = new Instance()) {
      instance.log.create(Scenario.sharing(Scenario.experiment("first", 4, 3)), TIMEOUT);
      workers.scoreUntil("first", () -> instance.view("first").state() == State.RETRAINING);
      instance.log.create(Scenario.sharing(Scenario.experiment("second", 4, 3)), TIMEOUT);

      await().atMost(TIMEOUT).until(() -> !globalBests("second").isEmpty());
      assertThat(candidates("second")).isZero();
      assertThat(instance.view("second").evaluationsTaken())
          .isEqualTo(instance.view("first").evaluationsDone());
      assertThat(instance.view("second").globalBest())
          .isEqualTo(instance.view("first").globalBest());
      assertThat(instance.log.journal("second", Optional.empty(), 10).orElseThrow().items())
          .extracting(JournalEntry::kind)
          .containsExactly(Kind.CREATED, Kind.BEST, Kind.STATE);

      try (Instance replayed = new Instance()) {
        assertThat(replayed.view("second")).isEqualTo(instance.view("second"));
        assertThat(replayed.experiments.evaluations("second"))
            .isEqualTo(instance.experiments.evaluations("second"));
      }
    }
  }

  /** Nobody is to wait for one that waits in vain. */
  @Test
  void aCoordinatorThatTheBrokerNeverLetsOwnAnythingIsNotAlive() {
    Duration tooShort = Duration.ofSeconds(1);
    try (ExperimentLog log =
        new ExperimentLog(
            new Cluster(kafka.bootstrapServers()),
            new Experiments(spec -> new StaircaseSpace(3, 1000)),
            new EventSource("swarm-coordinator", "test", InstantSource.system()),
            tooShort,
            LEASE,
            InstantSource.system())) {
      log.start();

      await().atMost(TIMEOUT).until(() -> log.isReplayed() && !log.isAlive());
    }
  }

  /** Whether exactly one of two that ask at once for an experiment of one id is told that it is. */
  private static boolean createdByOneOf(ExperimentSpec spec, Instance a, Instance b) {
    CompletableFuture<Boolean> byA =
        CompletableFuture.supplyAsync(() -> a.log.create(spec, TIMEOUT));
    boolean byB = b.log.create(spec, TIMEOUT);
    return byA.join() ^ byB;
  }

  @Test
  void anOwnerThatWasFencedPublishesNothingAndTakesOverAgain() {
    ExperimentSpec spec = Scenario.experiment("fenced", 4, 4);
    try (Instance instance = new Instance()) {
      instance.log.create(spec, TIMEOUT);
      workers.score("fenced", 3);
      int partition =
          workers.read(Topic.EXPERIMENTS).stream()
              .filter(record -> "fenced".equals(record.key()))
              .findFirst()
              .orElseThrow()
              .partition();
      // Late, as one that was halted: the instance is the owner, but this one was the last to
      // start.
      try (OwnerProducer late =
          OwnerProducer.open(new Cluster(kafka.bootstrapServers()), partition)) {
        workers.scoreUntil("fenced", () -> instance.view("fenced").evaluationsDone() == 4);
        await().during(SESSION.dividedBy(3)).until(() -> candidates("fenced") == 4);

        workers.scoreUntil("fenced", () -> instance.view("fenced").state() == State.RETRAINING);
        await().atMost(TIMEOUT).until(() -> !globalBests("fenced").isEmpty());

        assertThatThrownBy(
                () -> late.publish(List.of(new ProducerRecord<>("psopruner.particles", null))))
            .isInstanceOf(OwnerProducer.FencedException.class);
      }
      assertThat(instance.log.isAlive()).isTrue();
      assertThat(globalBests("fenced")).containsExactly(uninterrupted(spec));
      assertThat(candidates("fenced")).isEqualTo(16);
    }
  }

  private static long candidates(String experimentId) {
    return workers.read(Topic.PARTICLES).stream()
        .filter(record -> ReceivedEvent.experimentId(record).equals(Optional.of(experimentId)))
        .count();
  }

  @Test
  void aCandidateThatThreeWorkersDieOfIsScoredAsFailedAndTheSearchGoesOn() {
    try (Instance instance = new Instance()) {
      instance.log.create(Scenario.experiment("deadly", 3, 1), TIMEOUT);
      Candidate deadly = (Candidate) instance.experiments.wanted("deadly").get(0);
      await().atMost(TIMEOUT).until(() -> candidates("deadly") == 3);
      ConsumerRecord<String, byte[]> record =
          workers.read(Topic.PARTICLES).stream()
              .filter(candidate -> deadly.evaluationId().equals(candidate.key()))
              .filter(c -> ReceivedEvent.experimentId(c).equals(Optional.of("deadly")))
              .findFirst()
              .orElseThrow();
      for (int attempt = 1; attempt <= 4; attempt++) {
        workers.send(
            new EvaluationStarted(
                "deadly",
                deadly.evaluationId(),
                "worker-" + attempt,
                attempt,
                record.partition(),
                record.offset()));
      }

      await().atMost(TIMEOUT).until(() -> instance.view("deadly").evaluationsFailed() == 1);
      assertThat(instance.experiments.evaluations("deadly").orElseThrow())
          .singleElement()
          .satisfies(
              evaluation ->
                  assertThat(evaluation.failure())
                      .contains(
                          "3 workers took it and ended without an answer:"
                              + " worker-1, worker-2, worker-3"));
      workers.scoreUntil("deadly", () -> instance.view("deadly").state() == State.RETRAINING);
    }
  }

  @Test
  void aBrokerThatIsGoneIsWaitedFor(@TempDir Path folder) {
    BrokerProcess broker = BrokerProcess.start(BrokerSettings.in(folder));
    int port = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
    Topics.createMissing(new Cluster(broker.bootstrapServers()), (short) 1, TIMEOUT);
    try (Workers others = new Workers(broker.bootstrapServers());
        Instance instance = new Instance("patient", broker.bootstrapServers())) {
      instance.log.create(Scenario.experiment("patient", 3, 2), TIMEOUT);
      others.score("patient", 2);
      broker.close();
      await().atMost(TIMEOUT).until(() -> !instance.log.isConnected());
      assertThat(instance.log.isAlive()).isTrue();

      broker = BrokerProcess.start(BrokerSettings.in(folder).withPort(port));

      await().atMost(TIMEOUT).until(instance.log::isConnected);
      others.scoreUntil("patient", () -> instance.view("patient").state() == State.RETRAINING);
      assertThat(instance.log.isAlive()).isTrue();
    } finally {
      broker.close();
    }
  }

  @Test
  void everyPoisonOnEveryTopicEndsInTheDeadLettersOnceAndTheSearchGoesOn() throws Exception {
    Map<String, Poison> poisons = new HashMap<>();
    try (Instance instance = new Instance()) {
      instance.log.create(Scenario.experiment("among-poisons", 3, 2), TIMEOUT);
      for (Message good :
          List.of(
              new ExperimentCreated(Scenario.experiment("bad", 3, 2)),
              score("among-poisons"),
              new RetrainingProgress("among-poisons", 1, 2, 0.5, 0.5, Optional.empty()),
              Scenario.model("among-poisons", Scenario.BASELINE))) {
        poisons.putAll(Poison.send(kafka.bootstrapServers(), Poison.of(EVENTS.record(good))));
      }
      workers.scoreUntil(
          "among-poisons", () -> instance.view("among-poisons").state() == State.RETRAINING);
      assertRefused(poisons);
      assertThat(instance.experiments.contains("bad")).isFalse();
    }
  }

  private static void assertRefused(Map<String, Poison> poisons) {
    await().atMost(TIMEOUT).until(() -> reasons().keySet().containsAll(poisons.keySet()));
    Map<String, String> reasons = reasons();
    poisons.forEach(
        (origin, poison) ->
            assertThat(reasons.get(origin)).as(poison.name()).contains(poison.reason()));
  }

  /** Why records became dead letters, by where they stood. Fails if there are two about one. */
  private static Map<String, String> reasons() {
    return workers.read(Topic.DEAD_LETTERS).stream()
        .collect(
            Collectors.toMap(
                DeadLetter::originOf,
                letter -> new ReceivedLetter(letter).header(DeadLetter.REASON).orElse("")));
  }

  private static Score score(String experimentId) {
    return new Score(
        experimentId,
        "e".repeat(64),
        0,
        0,
        new Score.Evaluated(1, 0, 1),
        "test",
        1,
        Optional.empty());
  }

  /** Why records under these keys were refused. */
  private static List<String> letters(String... keys) {
    return workers.read(Topic.DEAD_LETTERS).stream()
        .filter(letter -> List.of(keys).contains(String.valueOf(letter.key())))
        .map(letter -> letter.headers().lastHeader(DeadLetter.REASON).value())
        .map(reason -> new String(reason, UTF_8))
        .toList();
  }

  private static List<Message> globalBests(String experimentId) {
    return workers.read(Topic.GLOBAL_BESTS).stream()
        .filter(record -> ReceivedEvent.experimentId(record).equals(Optional.of(experimentId)))
        .map(ReceivedEvent::message)
        .toList();
  }

  /** The winner of the same search without broker and restart. */
  private static Message uninterrupted(ExperimentSpec spec) {
    Experiments alone = new Experiments(any -> new StaircaseSpace(3, 1000));
    alone.fold(new ExperimentCreated(spec), Instant.EPOCH);
    while (alone.wanted(spec.id()).get(0) instanceof Candidate candidate) {
      alone.fold(Scenario.score(candidate), Instant.EPOCH);
    }
    return alone.wanted(spec.id()).get(0);
  }
}
