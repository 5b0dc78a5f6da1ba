package org.psopruner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RetrainingFailed;

class ReceivedLetterTest {
  private final EventSource source = new EventSource("retrainer", "1", InstantSource.system());

  @Test
  void theOriginalIsTheRecordAsItCame() {
    ProducerRecord<String, byte[]> event = source.record(new RetrainingFailed("vgg", "disk full"));
    ConsumerRecord<String, byte[]> read = at(event, "psopruner.retrainings", 3);

    ProducerRecord<String, byte[]> original = letter(source.deadLetter(read, "no"), 7).original();

    assertThat(original.topic()).isEqualTo(event.topic());
    assertThat(original.key()).isEqualTo(event.key());
    assertThat(original.value()).isEqualTo(event.value());
    assertThat(original.headers().toArray())
        .startsWith(event.headers().toArray())
        .hasSize(event.headers().toArray().length + 1);
    assertThat(original.headers().lastHeader("psopruner-replay-of").value())
        .isEqualTo("7".getBytes(UTF_8));
  }

  @Test
  void aReplayThatIsRefusedAgainSaysWhatItIsAReplayOf() {
    ConsumerRecord<String, byte[]> read =
        at(new ProducerRecord<>("x", "k", "poison".getBytes(UTF_8)), "psopruner.scores", 3);
    ProducerRecord<String, byte[]> replay = letter(source.deadLetter(read, "no"), 7).original();

    ReceivedLetter second = letter(source.deadLetter(at(replay, "psopruner.scores", 4), "no"), 8);

    assertThat(second.header(DeadLetter.REPLAY_OF)).contains("7");
    assertThat(second.original().headers().headers("psopruner-replay-of")).hasSize(1);
  }

  @Test
  void aTombstoneIsReplayedAsOne() {
    ConsumerRecord<String, byte[]> read =
        at(new ProducerRecord<>("x", null, null), "psopruner.scores", 3);

    ProducerRecord<String, byte[]> original = letter(source.deadLetter(read, "no"), 7).original();

    assertThat(original.value()).isNull();
    assertThat(original.key()).isNull();
  }

  @Test
  void whatTheLetterDoesNotHoldIsNotReplayed() {
    ConsumerRecord<String, byte[]> large =
        at(new ProducerRecord<>("x", null, new byte[9 << 20]), "psopruner.scores", 3);

    assertThatThrownBy(() -> letter(source.deadLetter(large, "no"), 7).original())
        .isInstanceOf(MessageException.class)
        .hasMessage(
            "the record had 9437184 bytes and was left out; it stood at psopruner.scores 0 3");
    assertThatThrownBy(() -> letter(new ProducerRecord<>("x", "k", new byte[0]), 7).original())
        .isInstanceOf(MessageException.class)
        .hasMessage(
            "the topic that it came from is missing; it must be a topic that services read");
    ConsumerRecord<String, byte[]> elsewhere =
        at(new ProducerRecord<>("x", null, new byte[0]), "salaries", 3);
    assertThatThrownBy(() -> letter(source.deadLetter(elsewhere, "no"), 7).original())
        .hasMessageContaining("salaries");
  }

  private static ReceivedLetter letter(ProducerRecord<String, byte[]> sent, long offset) {
    return new ReceivedLetter(at(sent, "psopruner.dead-letters", offset));
  }

  private static ConsumerRecord<String, byte[]> at(
      ProducerRecord<String, byte[]> sent, String topic, long offset) {
    ConsumerRecord<String, byte[]> received =
        new ConsumerRecord<>(topic, 0, offset, sent.key(), sent.value());
    sent.headers().forEach(received.headers()::add);
    return received;
  }
}
