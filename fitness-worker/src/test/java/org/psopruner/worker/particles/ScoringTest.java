package org.psopruner.worker.particles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.Message;
import org.psopruner.messages.Score;
import org.psopruner.pruning.network.Network;
import org.psopruner.worker.Candidates;
import org.psopruner.worker.evaluation.Evaluator;

class ScoringTest {
  private final EventSource events = new EventSource("test", "1", InstantSource.system());
  private final List<ProducerRecord<String, byte[]>> published = new ArrayList<>();
  private boolean startIsTold = true;
  private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
  private final Scoring scoring =
      new Scoring(
          new Evaluator(new RunsNothing(), "worker-1", InstantSource.system()),
          "worker-1",
          events,
          this::send,
          Duration.ofMillis(50));

  @Test
  void whatNoWorkerCanEvaluateIsScoredAsFailed() {
    assertThat(scoring.workOn(delivery(Candidates.of(Candidates.FULL), 1)))
        .isCompletedWithValue(Settlement.DONE);

    assertThat(score().outcome()).isEqualTo(new Score.Failed("runs nothing"));
  }

  @Test
  void whatAnotherWorkerMayEvaluateIsGivenBackWithTheReason() {
    Candidate candidate = withoutFile();

    assertThat(scoring.workOn(delivery(candidate, 9))).isCompletedWithValue(Settlement.GIVEN_BACK);

    assertThat(events())
        .containsExactly(
            new EvaluationStarted(
                candidate.experimentId(), candidate.evaluationId(), "worker-1", 9, 0, 7),
            new EvaluationReleased(
                candidate.experimentId(),
                candidate.evaluationId(),
                "worker-1",
                0,
                7,
                Optional.of("/no/such.onnx is not there")));
  }

  @Test
  void whatIsHandedBackAtTheEndIsSaidToBe() {
    Candidate candidate = withoutFile();

    scoring.handBack(delivery(candidate, 1), Optional.empty());

    assertThat(events())
        .containsExactly(
            new EvaluationReleased(
                candidate.experimentId(),
                candidate.evaluationId(),
                "worker-1",
                0,
                7,
                Optional.empty()));
  }

  /** Whose hand waits keeps no particle, and looks dead. */
  @Test
  void aHandBackThatCannotBeToldIsNotWaitedForForEver() {
    sent = new CompletableFuture<>();

    scoring.handBack(delivery(withoutFile(), 1), Optional.empty());

    assertThat(events()).singleElement().isInstanceOf(EvaluationReleased.class);
    assertThat(sent).isNotDone();
  }

  @Test
  void whatIsNoCandidateIsADeadLetter() {
    Delivery poison =
        new Delivery(
            new ConsumerRecord<>("psopruner.particles", 7, 42, "key", "poison".getBytes(UTF_8)), 1);

    assertThat(scoring.workOn(poison)).isCompletedWithValue(Settlement.REFUSED);

    assertThat(published)
        .singleElement()
        .satisfies(letter -> assertThat(letter.topic()).isEqualTo("psopruner.dead-letters"))
        .satisfies(letter -> assertThat(letter.value()).isEqualTo(poison.record().value()));
  }

  @Test
  void whoseStartCannotBeToldIsForAnotherWorker() {
    startIsTold = false;

    Delivery particle = delivery(Candidates.of(Candidates.FULL), 1);

    assertThat(scoring.workOn(particle))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("no broker");
    assertThat(events()).singleElement().isInstanceOf(Score.class);

    scoring.handBack(particle, Optional.of("no broker"));
    assertThat(events())
        .last()
        .isInstanceOfSatisfying(
            EvaluationReleased.class,
            released -> assertThat(released.fault()).contains("no broker"));
  }

  private CompletableFuture<Void> send(ProducerRecord<String, byte[]> message) {
    if (!startIsTold && ReceivedEvent.message(received(message)) instanceof EvaluationStarted) {
      return CompletableFuture.failedFuture(new KafkaException("no broker"));
    }
    published.add(message);
    return sent;
  }

  private Score score() {
    assertThat(events()).hasSize(2).first().isInstanceOf(EvaluationStarted.class);
    return (Score) events().get(1);
  }

  private List<Message> events() {
    return published.stream().map(ScoringTest::received).map(ReceivedEvent::message).toList();
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    ConsumerRecord<String, byte[]> received =
        new ConsumerRecord<>(sent.topic(), 0, 7, sent.key(), sent.value());
    sent.headers().forEach(received.headers()::add);
    return received;
  }

  private static Candidate withoutFile() {
    return Candidates.of(
        Candidates.FULL,
        new FileReference(URI.create("file:///no/such.onnx"), "0".repeat(64)),
        Candidates.IMAGES);
  }

  private Delivery delivery(Message message, int attempt) {
    return new Delivery(received(events.record(message)), attempt);
  }

  private static final class RunsNothing implements Engine {
    @Override
    public String description() {
      return "none";
    }

    @Override
    public RunnableNetwork load(Network network, Normalization normalization) {
      throw new UnsupportedLayerException("runs nothing");
    }
  }
}
