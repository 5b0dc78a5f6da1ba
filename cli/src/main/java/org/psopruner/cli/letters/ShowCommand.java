package org.psopruner.cli.letters;

import org.psopruner.cli.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner dead-letters show}. */
@Command(
    name = "show",
    description = "Shows a dead letter: its headers and its payload, as JSON or in hexadecimal.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  psopruner dead-letters show 3"})
final class ShowCommand implements Runnable {
  private final Screen screen;

  @Mixin private BrokerOption broker;

  @Parameters(paramLabel = "N", description = "Its number, as list has it.")
  private long number;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  ShowCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    LetterContent content;
    try (DeadLetterTopic letters = broker.open()) {
      content = LetterContent.of(letters.letter(number));
    }
    screen.show(content, json, content.lines());
  }
}
