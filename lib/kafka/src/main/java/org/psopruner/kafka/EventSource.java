package org.psopruner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.Message;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.Topic;

/**
 * Where a service's records come from. Each message becomes a CloudEvent 1.0 in Kafka's binary
 * mode: the value is the message's JSON, the attributes are headers. An event's id is the message's
 * ({@link MessageJson#id}), so a message that is sent again is the same event.
 */
public final class EventSource {
  private final URI source;
  private final InstantSource clock;
  private final Traces traces;

  /** Of a service that traces nothing. */
  public EventSource(String service, String instance, InstantSource clock) {
    this(service, instance, clock, Traces.OFF);
  }

  /**
   * @param service such as {@code fitness-worker}
   * @param instance which of them
   * @param clock the events' times
   * @param traces that records belong to
   */
  public EventSource(String service, String instance, InstantSource clock, Traces traces) {
    this.source = path("/" + service + "/" + instance);
    this.clock = clock;
    this.traces = traces;
  }

  /**
   * The record that carries a message, on its topic, under its key. It says which trace it belongs
   * to if this thread is in one.
   */
  public ProducerRecord<String, byte[]> record(Message message) {
    return record(message, traces.current());
  }

  /**
   * The record that carries a message and says which trace it belongs to.
   *
   * @param traceparent as {@link Traceparent} has it
   */
  public ProducerRecord<String, byte[]> record(Message message, Optional<String> traceparent) {
    String key =
        message instanceof Candidate candidate ? candidate.evaluationId() : message.experimentId();
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(MessageJson.id(message))
            .withSource(source)
            .withType(type(message.getClass()))
            .withTime(clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC))
            .withSubject(message.experimentId())
            .withData("application/json", MessageJson.write(message));
    traceparent.ifPresent(trace -> event.withExtension(Traceparent.ATTRIBUTE, trace));
    ProducerRecord<String, byte[]> record =
        KafkaMessageFactory.<String>createWriter(Topic.of(message).topicName(), key)
            .writeBinary(event.build());
    // Once more as those look for it that know nothing of CloudEvents.
    traceparent.ifPresent(trace -> add(record.headers(), Traceparent.ATTRIBUTE, trace));
    return record;
  }

  /**
   * The record that carries a record which could not be understood to {@link Topic#DEAD_LETTERS}:
   * its value and headers as they came, with the reason and its place added. One that was too large
   * to be read is too large for a letter: of it, only reason, place and length are told.
   *
   * @param reason in one line
   */
  public ProducerRecord<String, byte[]> deadLetter(
      ConsumerRecord<String, byte[]> read, String reason) {
    long size = size(read);
    boolean fits = size <= MessageJson.MAX_BYTES;
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(
            Topic.DEAD_LETTERS.topicName(),
            null,
            fits ? read.key() : null,
            fits ? read.value() : null,
            fits ? read.headers() : new RecordHeaders());
    Headers headers = letter.headers();
    add(headers, DeadLetter.REASON, reason.substring(0, Math.min(1000, reason.length())));
    add(headers, DeadLetter.SOURCE_TOPIC, read.topic());
    add(headers, DeadLetter.SOURCE_PARTITION, Integer.toString(read.partition()));
    add(headers, DeadLetter.SOURCE_OFFSET, Long.toString(read.offset()));
    add(headers, DeadLetter.REFUSED_BY, source.toString());
    if (!fits) {
      add(headers, DeadLetter.OMITTED_BYTES, Long.toString(size));
    }
    return letter;
  }

  private static long size(ConsumerRecord<String, byte[]> read) {
    long size = read.key() == null ? 0 : 4L * read.key().length();
    size += read.value() == null ? 0 : read.value().length;
    for (Header header : read.headers()) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }

  /** {@code org.psopruner.experiment-created.v1} and kin. */
  static String type(Class<?> message) {
    String words = message.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
    return "org.psopruner." + words.toLowerCase(Locale.ROOT) + ".v" + MessageJson.VERSION;
  }

  private static void add(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }

  /** What a worker calls itself may be any text. */
  private static URI path(String text) {
    try {
      return new URI(null, null, text, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("%s can be no event's source".formatted(text), e);
    }
  }
}
