package org.psopruner.cli.letters;

import java.time.Instant;
import java.util.Optional;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.ReceivedLetter;

/**
 * What a dead letter says of itself.
 *
 * @param number its offset among the dead letters
 * @param when it was written, to the millisecond
 * @param topic where the record stood, as are {@code partition} and {@code offset}
 * @param service which refused it, and which instance of it
 * @param reason in one line
 * @param replayOf the number of the letter whose record was published again and is this one
 */
record LetterRow(
    long number,
    Instant when,
    Optional<String> topic,
    Optional<String> partition,
    Optional<String> offset,
    Optional<String> service,
    Optional<String> reason,
    Optional<String> replayOf) {
  static LetterRow of(ReceivedLetter letter) {
    return new LetterRow(
        letter.number(),
        Instant.ofEpochMilli(letter.record().timestamp()),
        letter.header(DeadLetter.SOURCE_TOPIC),
        letter.header(DeadLetter.SOURCE_PARTITION),
        letter.header(DeadLetter.SOURCE_OFFSET),
        letter.header(DeadLetter.REFUSED_BY),
        letter.header(DeadLetter.REASON),
        letter.header(DeadLetter.REPLAY_OF));
  }

  boolean isFrom(String topicName) {
    return topic.equals(Optional.of(topicName));
  }

  /** The cells of a table: number, when, topic, offset, service, reason. */
  String[] cells() {
    return new String[] {
      Long.toString(number),
      when.toString(),
      Printable.line(topic.orElse("unknown")),
      Printable.line(partition.orElse("?") + ":" + offset.orElse("?")),
      Printable.line(service.orElse("unknown")),
      Printable.line(reason.orElse("unknown"))
    };
  }
}
