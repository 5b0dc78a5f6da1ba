package org.psopruner.messages;

import java.util.List;
import java.util.Optional;
import org.psopruner.fuzz.Reader;

/** Messages of one kind, or experiments as users send them. */
public final class MessageReader implements Reader {
  private final Class<?> type;

  /**
   * @param type a message's, or {@link ExperimentSpec}
   */
  public MessageReader(Class<?> type) {
    this.type = type;
  }

  @Override
  public Optional<String> read(byte[] input) {
    try {
      if (type == ExperimentSpec.class) {
        ExperimentSpec spec = MessageJson.readSpec(input);
        spec.baseline().path();
        RecordJson.write(spec);
      } else {
        Message message = MessageJson.read(input, type.asSubclass(Message.class));
        Message again = MessageJson.read(MessageJson.write(message), message.getClass());
        if (!again.equals(message)) {
          throw new IllegalStateException("it is not written as it was read: " + message);
        }
      }
      return Optional.empty();
    } catch (MessageException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<byte[]> seeds() {
    return type == ExperimentSpec.class
        ? List.of(RecordJson.write(Samples.SPEC))
        : Samples.all().filter(type::isInstance).map(MessageJson::write).toList();
  }
}
