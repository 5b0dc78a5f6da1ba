package org.psopruner.kafka;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.psopruner.messages.Message;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.Topic;

/** Records that {@link EventSource} wrote, as messages again. */
public final class ReceivedEvent {
  private static final Map<String, Class<?>> TYPES =
      Arrays.stream(Message.class.getPermittedSubclasses())
          .collect(Collectors.toMap(EventSource::type, Function.identity()));

  private ReceivedEvent() {}

  /**
   * The message in a record.
   *
   * @throws MessageException if its {@code ce_type} is missing or unknown, its value is no message
   *     of that type, or it stands on the wrong topic
   */
  public static Message message(ConsumerRecord<String, byte[]> read) {
    String type = DeadLetter.header(read, "ce_type").orElse("missing");
    Class<?> found = TYPES.get(type);
    if (found == null) {
      throw new MessageException("ce_type is %s; it must be one of %s".formatted(type, names()));
    }
    Message message = MessageJson.read(read.value(), found.asSubclass(Message.class));
    if (!Topic.of(message).topicName().equals(read.topic())) {
      throw new MessageException(
          "a %s is on %s; it must be on %s"
              .formatted(type, read.topic(), Topic.of(message).topicName()));
    }
    return message;
  }

  /**
   * The experiment that a record is about, as its headers say, without a look at its value; empty
   * if they do not.
   */
  public static Optional<String> experimentId(ConsumerRecord<?, ?> read) {
    return DeadLetter.header(read, "ce_subject");
  }

  private static String names() {
    return TYPES.keySet().stream().sorted().collect(Collectors.joining(", "));
  }
}
