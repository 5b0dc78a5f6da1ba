package org.psopruner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.Topic;

/**
 * A dead letter as it was read.
 *
 * @param record on {@link Topic#DEAD_LETTERS}
 */
public record ReceivedLetter(ConsumerRecord<String, byte[]> record) {
  private static final String OURS = "psopruner-";

  /** Where records are read, and may be refused. */
  private static final Set<String> READ =
      Arrays.stream(Topic.values())
          .filter(topic -> topic != Topic.DEAD_LETTERS)
          .map(Topic::topicName)
          .collect(Collectors.toUnmodifiableSet());

  /** Its number: its offset among the dead letters. */
  public long number() {
    return record.offset();
  }

  /** A header as text; empty if it is not there. */
  public Optional<String> header(String name) {
    return DeadLetter.header(record, name);
  }

  /**
   * The record that the letter is about, to be published again: its value, its key and its headers
   * as they came, with {@link DeadLetter#REPLAY_OF} added.
   *
   * @throws MessageException if the letter does not hold it
   */
  public ProducerRecord<String, byte[]> original() {
    String topic = header(DeadLetter.SOURCE_TOPIC).orElse("missing");
    if (!READ.contains(topic)) {
      throw new MessageException(
          "the topic that it came from is %s; it must be a topic that services read"
              .formatted(topic));
    }
    header(DeadLetter.OMITTED_BYTES)
        .ifPresent(
            bytes -> {
              throw new MessageException(
                  "the record had %s bytes and was left out; it stood at %s"
                      .formatted(bytes, DeadLetter.originOf(record)));
            });
    ProducerRecord<String, byte[]> original =
        new ProducerRecord<>(topic, record.key(), record.value());
    for (Header header : record.headers()) {
      if (!header.key().startsWith(OURS)) {
        original.headers().add(header);
      }
    }
    original.headers().add(DeadLetter.REPLAY_OF, Long.toString(record.offset()).getBytes(UTF_8));
    return original;
  }
}
