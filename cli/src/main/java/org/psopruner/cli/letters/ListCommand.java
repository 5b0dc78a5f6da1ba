package org.psopruner.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner dead-letters list}. */
@Command(
    name = "list",
    description = "Lists the dead letters, the oldest first.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner dead-letters list --topic psopruner.scores --limit 10",
      "  psopruner dead-letters list --json | jq '.[].reason'",
    })
final class ListCommand implements Runnable {
  private static final int MAX_LIMIT = 1_000_000;

  private final Screen screen;

  @Mixin private BrokerOption broker;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "Only those whose record stood on this topic.")
  private String topic;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Only the last so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  ListCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Range.check("--limit", limit, 1, MAX_LIMIT);
    Deque<LetterRow> rows = new ArrayDeque<>();
    try (DeadLetterTopic letters = broker.open()) {
      letters.forEach(
          letter -> {
            LetterRow row = LetterRow.of(letter);
            if (topic == null || row.isFrom(topic)) {
              rows.add(row);
            }
            if (rows.size() > limit) {
              rows.remove();
            }
          });
    }
    if (json) {
      screen.out().println(new String(RecordJson.write(new ArrayList<>(rows)), UTF_8));
    } else if (rows.isEmpty()) {
      screen.out().println("no dead letters");
    } else {
      Table table = new Table(6, "number", "when", "topic", "offset", "service", "reason");
      rows.forEach(row -> table.row(row.cells()));
      table.lines().forEach(screen.out()::println);
    }
    screen.out().flush();
  }
}
