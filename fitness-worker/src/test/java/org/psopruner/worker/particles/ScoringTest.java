package org.psopruner.worker.particles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.kafka.EventSource;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.Message;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.Score;
import org.psopruner.pruning.network.Network;
import org.psopruner.worker.Candidates;
import org.psopruner.worker.evaluation.Evaluator;

class ScoringTest {
  private final EventSource events = new EventSource("test", "1", InstantSource.system());
  private final List<ProducerRecord<String, byte[]>> published = new ArrayList<>();
  private final Scoring scoring =
      new Scoring(
          new Evaluator(new RunsNothing(), "worker-1", InstantSource.system()),
          events,
          published::add);

  @Test
  void whatNoWorkerCanEvaluateIsScoredAsFailed() {
    assertThat(scoring.apply(delivery(Candidates.of(Candidates.FULL), 1)))
        .isEqualTo(Settlement.DONE);

    assertThat(score().outcome()).isEqualTo(new Score.Failed("runs nothing"));
  }

  @Test
  void whatAnotherWorkerMayEvaluateIsGivenBack() {
    assertThat(scoring.apply(delivery(withoutFile(), 1))).isEqualTo(Settlement.GIVEN_BACK);
    assertThat(published).isEmpty();
  }

  @Test
  void theLastAttemptSaysWhyItFailed() {
    assertThat(scoring.apply(delivery(withoutFile(), Scoring.ATTEMPTS))).isEqualTo(Settlement.DONE);

    assertThat(score().outcome()).isEqualTo(new Score.Failed("/no/such.onnx is not there"));
  }

  @Test
  void aCandidateOnWhichWorkersDieIsGivenUp() {
    assertThat(scoring.apply(delivery(withoutFile(), Scoring.ATTEMPTS + 1)))
        .isEqualTo(Settlement.DONE);

    assertThat(score().outcome())
        .isEqualTo(new Score.Failed("4 workers took it and ended without an answer"));
  }

  @Test
  void whatIsNoCandidateIsADeadLetter() {
    Delivery poison =
        new Delivery(
            new ConsumerRecord<>("psopruner.particles", 7, 42, "key", "poison".getBytes(UTF_8)), 1);

    assertThat(scoring.apply(poison)).isEqualTo(Settlement.REFUSED);

    assertThat(published)
        .singleElement()
        .satisfies(letter -> assertThat(letter.topic()).isEqualTo("psopruner.dead-letters"))
        .satisfies(letter -> assertThat(letter.value()).isEqualTo(poison.record().value()));
  }

  private Score score() {
    assertThat(published).hasSize(1);
    return MessageJson.read(published.get(0).value(), Score.class);
  }

  private static Candidate withoutFile() {
    return Candidates.of(
        Candidates.FULL,
        new FileReference(URI.create("file:///no/such.onnx"), "0".repeat(64)),
        Candidates.IMAGES);
  }

  private Delivery delivery(Message message, int attempt) {
    ProducerRecord<String, byte[]> sent = events.record(message);
    ConsumerRecord<String, byte[]> received =
        new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(received.headers()::add);
    return new Delivery(received, attempt);
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
