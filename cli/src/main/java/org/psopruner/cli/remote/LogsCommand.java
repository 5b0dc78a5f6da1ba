package org.psopruner.cli.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.psopruner.cli.Screen;
import org.psopruner.cli.text.Paint;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.JournalPage;
import org.psopruner.messages.rest.JournalPage.JournalEntry;
import org.psopruner.messages.rest.JournalPage.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner logs}: what happened to an experiment. */
@Command(
    name = "logs",
    description = {
      "Tells what happened to an experiment, in plain words: changes, new bests, evaluations that"
          + " failed or went to another worker, the retraining.",
      "The last 5,000 events are known. What workers said before the coordinator was started may"
          + " not be."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner logs vgg16-nightly",
      "  psopruner logs vgg16-nightly --follow --level warning",
      "  psopruner logs vgg16-nightly --json | jq -r 'select(.kind == \"BEST\").text'",
    })
public final class LogsCommand implements Runnable {
  private static final int PAGE = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Screen screen;

  @Mixin private CoordinatorOption option;

  @Parameters(paramLabel = "ID", description = "The experiment's id, as list has it.")
  private String id;

  @Option(
      names = "--follow",
      description =
          "Go on with what happens, until the experiment is over. A coordinator that is started"
              + " again is waited for.")
  private boolean follow;

  @Option(
      names = "--level",
      paramLabel = "NAME",
      defaultValue = "info",
      description =
          "How much it must matter: info; warning, out of the ordinary; error, there will be no"
              + " model (default: ${DEFAULT-VALUE}).")
  private Level level;

  @Option(names = "--json", description = "Each event as JSON in a line of its own.")
  private boolean json;

  private final Set<JournalEntry> told = new HashSet<>();
  private int next;

  public LogsCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    RemoteCoordinator coordinator = option.open();
    tell(coordinator);
    if (follow) {
      RemoteCoordinator waitedFor = coordinator.waitedFor();
      Listening listening = new Listening(coordinator, id);
      listening.untilOver((event, view) -> tell(waitedFor));
      listening.insist(() -> tell(waitedFor));
    }
  }

  /** Tells what was not told yet. */
  private void tell(RemoteCoordinator coordinator) {
    JournalPage page = coordinator.journal(id, next, PAGE);
    if (page.total() < next) { // the coordinator was started again, and may know less
      page = coordinator.journal(id, 0, PAGE);
    }
    while (!page.items().isEmpty()) {
      page.items().stream().filter(told::add).forEach(this::tell);
      next = page.offset() + page.items().size();
      page = coordinator.journal(id, next, PAGE);
    }
    screen.out().flush();
  }

  private void tell(JournalEntry entry) {
    if (entry.level().compareTo(level) < 0) {
      return;
    }
    screen.out().println(json ? new String(RecordJson.writeLine(entry), UTF_8) : line(entry));
  }

  /** {@code 2026-11-26 14:00:01 warning evaluation 5f0c2a11 failed: …}, in this machine's time. */
  private String line(JournalEntry entry) {
    String name = "%-7s".formatted(entry.level().name().toLowerCase(Locale.ROOT));
    Paint paint = screen.paint();
    return "%s  %s  %s"
        .formatted(
            TIME.format(entry.at().atZone(ZoneId.systemDefault())),
            switch (entry.level()) {
              case INFO -> name;
              case WARNING -> paint.careful(name);
              case ERROR -> paint.bad(name);
            },
            entry.text());
  }
}
