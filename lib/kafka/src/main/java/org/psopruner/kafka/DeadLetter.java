package org.psopruner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers of a dead letter, besides those that its record came with. */
public final class DeadLetter {
  /** Why the record was refused, in one line. */
  public static final String REASON = "psopruner-reason";

  /** Which service refused it. */
  public static final String REFUSED_BY = "psopruner-refused-by";

  /** Where it was read. */
  public static final String SOURCE_TOPIC = "psopruner-source-topic";

  public static final String SOURCE_PARTITION = "psopruner-source-partition";
  public static final String SOURCE_OFFSET = "psopruner-source-offset";

  /** How long the record was, in bytes, where it is too large for a letter and was left out. */
  public static final String OMITTED_BYTES = "psopruner-omitted-bytes";

  /** On a record that was published again: the offset of the letter that it was taken from. */
  public static final String REPLAY_OF = "psopruner-replay-of";

  private DeadLetter() {}

  /** A name for the place of a record that was read: the same for the letter about it. */
  public static String origin(ConsumerRecord<?, ?> read) {
    return read.topic() + " " + read.partition() + " " + read.offset();
  }

  /** The {@link #origin} of the record that a letter is about. */
  public static String originOf(ConsumerRecord<?, ?> letter) {
    return "%s %s %s"
        .formatted(
            header(letter, SOURCE_TOPIC).orElse(""),
            header(letter, SOURCE_PARTITION).orElse(""),
            header(letter, SOURCE_OFFSET).orElse(""));
  }

  static Optional<String> header(ConsumerRecord<?, ?> read, String name) {
    Header header = read.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}
