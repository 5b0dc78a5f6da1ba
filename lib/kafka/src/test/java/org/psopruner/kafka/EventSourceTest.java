package org.psopruner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.RetrainingFailed;

class EventSourceTest {
  private static final RetrainingFailed MESSAGE = new RetrainingFailed("vgg", "disk full");
  private final EventSource source =
      new EventSource("retrainer", "box-7", () -> Instant.parse("2026-11-24T10:00:00.123456Z"));

  @Test
  void aMessageIsACloudEventInBinaryMode() {
    ProducerRecord<String, byte[]> event = source.record(MESSAGE);

    assertThat(event.topic()).isEqualTo("psopruner.retrainings");
    assertThat(event.key()).isEqualTo("vgg");
    assertThat(MessageJson.read(event.value(), RetrainingFailed.class)).isEqualTo(MESSAGE);
    assertThat(strings(event.headers()))
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_source", "/retrainer/box-7")
        .containsEntry("ce_type", "org.psopruner.retraining-failed.v1")
        .containsEntry("ce_time", "2026-11-24T10:00:00.123Z")
        .containsEntry("ce_subject", "vgg")
        .containsEntry("content-type", "application/json");
  }

  @Test
  void theSameMessageIsTheSameEventAndAnotherIsAnother() {
    String id = strings(source.record(MESSAGE).headers()).get("ce_id");

    assertThat(strings(source.record(MESSAGE).headers())).containsEntry("ce_id", id);
    assertThat(strings(source.record(new RetrainingFailed("vgg", "disk gone")).headers()))
        .doesNotContainEntry("ce_id", id);
  }

  @Test
  void whoeverCallsItselfAnythingIsASource() {
    EventSource odd = new EventSource("fitness-worker", "box 7, Köln%", InstantSource.system());

    assertThat(strings(odd.record(MESSAGE).headers()))
        .containsEntry("ce_source", "/fitness-worker/box%207,%20Köln%25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"traceparent", "ce_traceparent"})
  void aTraceGoesOnInWhatAnswersARecord(String header) {
    ConsumerRecord<String, byte[]> read =
        new ConsumerRecord<>("psopruner.global-bests", 0, 42, "vgg", new byte[0]);
    assertThat(Traceparent.of(read)).isEmpty();
    read.headers().add(header, "00-%s-zz-01".formatted("a".repeat(32)).getBytes(UTF_8));
    assertThat(Traceparent.of(read)).isEmpty();
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    read.headers().remove(header).add(header, trace.getBytes(UTF_8));

    assertThat(strings(source.record(MESSAGE, Traceparent.of(read)).headers()))
        .containsEntry("ce_traceparent", trace)
        .containsEntry("traceparent", trace);
    assertThat(strings(source.record(MESSAGE).headers())).doesNotContainKey("ce_traceparent");
  }

  @Test
  void aDeadLetterKeepsTheRecordAndSaysWhyAndWhence() {
    byte[] poison = "poison".getBytes(UTF_8);
    ConsumerRecord<String, byte[]> read =
        new ConsumerRecord<>("psopruner.scores", 0, 42, "vgg", poison);
    read.headers().add("ce_id", "7".getBytes(UTF_8));

    ProducerRecord<String, byte[]> letter = source.deadLetter(read, "the value is no JSON");

    assertThat(letter.topic()).isEqualTo("psopruner.dead-letters");
    assertThat(letter.key()).isEqualTo("vgg");
    assertThat(letter.value()).isEqualTo(poison);
    assertThat(strings(letter.headers()))
        .containsEntry("ce_id", "7")
        .containsEntry("psopruner-reason", "the value is no JSON")
        .containsEntry("psopruner-source-topic", "psopruner.scores")
        .containsEntry("psopruner-source-partition", "0")
        .containsEntry("psopruner-source-offset", "42")
        .containsEntry("psopruner-refused-by", "/retrainer/box-7");
    assertThat(DeadLetter.originOf(received(letter))).isEqualTo(DeadLetter.origin(read));
  }

  @Test
  void ofARecordThatIsTooLargeOnlyReasonPlaceAndLengthAreTold() {
    ConsumerRecord<String, byte[]> read =
        new ConsumerRecord<>("psopruner.scores", 0, 42, "vgg", new byte[9 << 20]);

    ProducerRecord<String, byte[]> letter = source.deadLetter(read, "too large\n".repeat(10_000));

    assertThat(letter.value()).isNull();
    assertThat(DeadLetter.originOf(received(letter))).isEqualTo(DeadLetter.origin(read));
    assertThat(strings(letter.headers()))
        .containsEntry("psopruner-omitted-bytes", Integer.toString((9 << 20) + 4 * 3));
    assertThat(strings(letter.headers()).get("psopruner-reason")).hasSize(1000);
  }

  @Test
  void aRecordIsTheMessageAgain() {
    assertThat(ReceivedEvent.message(received(source.record(MESSAGE)))).isEqualTo(MESSAGE);
  }

  @Test
  void aRecordWithoutATypeOrOnAnotherTopicIsNoMessage() {
    ProducerRecord<String, byte[]> event = source.record(MESSAGE);
    ProducerRecord<String, byte[]> astray =
        new ProducerRecord<>("psopruner.scores", null, "vgg", event.value(), event.headers());
    ProducerRecord<String, byte[]> bare =
        new ProducerRecord<>("psopruner.scores", "vgg", event.value());

    assertThatThrownBy(() -> ReceivedEvent.message(received(astray)))
        .isInstanceOf(MessageException.class)
        .hasMessage(
            "a org.psopruner.retraining-failed.v1 is on psopruner.scores;"
                + " it must be on psopruner.retrainings");
    assertThatThrownBy(() -> ReceivedEvent.message(received(bare)))
        .isInstanceOf(MessageException.class)
        .hasMessageStartingWith(
            "ce_type is missing; it must be one of org.psopruner.candidate.v1,");
  }

  @Test
  void aChannelMessageCarriesTheWholeRecord() {
    ProducerRecord<String, byte[]> event = source.record(MESSAGE);

    var metadata =
        ChannelMessages.of(event).getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();

    assertThat(metadata.getTopic()).isEqualTo(event.topic());
    assertThat(metadata.getKey()).isEqualTo(event.key());
    assertThat(metadata.getHeaders()).isEqualTo(event.headers());
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    ConsumerRecord<String, byte[]> received =
        new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(received.headers()::add);
    return received;
  }

  private static Map<String, String> strings(Headers headers) {
    Map<String, String> strings = new LinkedHashMap<>();
    headers.forEach(header -> strings.put(header.key(), new String(header.value(), UTF_8)));
    return strings;
  }
}
