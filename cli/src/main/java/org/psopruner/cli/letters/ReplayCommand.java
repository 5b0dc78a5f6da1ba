package org.psopruner.cli.letters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Screen;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.ReceivedLetter;
import org.psopruner.messages.MessageException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner dead-letters replay}. */
@Command(
    name = "replay",
    description = {
      "Publishes the record of a dead letter on its topic again, with its key and headers.",
      "The letter stays. A record that is refused again becomes another letter; --all takes only the"
          + " last of these."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner dead-letters replay 3",
      "  psopruner dead-letters replay --all --kafka broker:9092",
    })
final class ReplayCommand implements Runnable {
  private final Screen screen;

  @Mixin private BrokerOption broker;

  @ArgGroup(multiplicity = "1")
  private Which which;

  /** One letter or all. */
  static final class Which {
    @Parameters(paramLabel = "N", description = "The letter's number, as list has it.")
    private Long number;

    @Option(
        names = "--all",
        description = "Each letter that holds its record; the others are told.")
    private boolean all;
  }

  ReplayCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    try (DeadLetterTopic letters = broker.open()) {
      if (which.all) {
        replayAll(letters);
      } else {
        replay(letters, letters.letter(which.number));
      }
    } finally {
      screen.out().flush();
    }
  }

  private void replayAll(DeadLetterTopic letters) {
    Set<Long> replayed = new HashSet<>();
    List<Long> numbers = new ArrayList<>();
    letters.forEach(
        letter -> {
          numbers.add(letter.number());
          letter
              .header(DeadLetter.REPLAY_OF)
              .filter(number -> number.matches("[0-9]{1,18}"))
              .ifPresent(number -> replayed.add(Long.valueOf(number)));
        });
    numbers.removeAll(replayed);
    int refused = 0;
    for (long number : numbers) {
      try {
        replay(letters, letters.letter(number));
      } catch (BadInputException e) {
        screen.out().println(e.getMessage());
        refused++;
      }
    }
    screen.out().printf("%d replayed, %d left as they are%n", numbers.size() - refused, refused);
  }

  private void replay(DeadLetterTopic letters, ReceivedLetter letter) {
    try {
      RecordMetadata place = letters.publish(letter.original());
      screen
          .out()
          .printf(
              "%d: published to %s, partition %d, offset %d%n",
              letter.number(), place.topic(), place.partition(), place.offset());
    } catch (MessageException e) {
      throw new BadInputException(
          "dead letter %d cannot be replayed: %s"
              .formatted(letter.number(), Printable.line(e.getMessage())),
          e);
    }
  }
}
