package org.psopruner.cli.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import org.psopruner.cli.Range;
import org.psopruner.cli.Screen;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.rest.ExperimentPage;
import org.psopruner.messages.rest.ExperimentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code psopruner list}: the experiments of a coordinator. */
@Command(
    name = "list",
    description = "Lists the experiments of a coordinator, the oldest first.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner list",
      "  psopruner list --state searching,paused --name vgg16 --coordinator"
          + " http://coordinator:8080",
      "  psopruner list --json | jq -r '.items[].spec.id'",
    })
public final class ListCommand implements Runnable {
  private final Screen screen;

  @Mixin private CoordinatorOption coordinator;

  @Option(
      names = "--state",
      paramLabel = "NAME,…",
      description =
          "Only those in one of these states: searching, paused, retraining, finished, stopped,"
              + " failed.")
  private String state;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "Only those whose id has this in it.")
  private String name;

  @Option(
      names = "--offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "The first to be shown, counted from 0 (default: ${DEFAULT-VALUE}).")
  private int offset;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many are shown at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public ListCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    StringBuilder query =
        new StringBuilder("offset=")
            .append(Range.check("--offset", offset, 0, Integer.MAX_VALUE))
            .append("&limit=")
            .append(Range.check("--limit", limit, 1, 1_000));
    if (state != null) {
      query.append("&state=").append(URLEncoder.encode(state, UTF_8));
    }
    if (name != null) {
      query.append("&name=").append(URLEncoder.encode(name, UTF_8));
    }
    ExperimentPage page = coordinator.open().list(query.toString());
    screen.show(page, json, lines(page));
  }

  private static List<String> lines(ExperimentPage page) {
    if (page.items().isEmpty()) {
      return List.of(page.total() == 0 ? "no experiments" : "no more experiments");
    }
    Table table =
        new Table(2, "experiment", "state", "iteration", "evaluations", "best accuracy", "size");
    for (ExperimentView view : page.items()) {
      String[] best = ExperimentLine.best(view);
      table.row(
          view.spec().id(),
          ExperimentLine.state(view.state()),
          view.iteration() + "/" + view.spec().swarm().iterations(),
          String.valueOf(view.evaluationsDone()),
          best[0],
          best[1]);
    }
    List<String> lines = new ArrayList<>(table.lines());
    int rest = page.total() - page.offset() - page.items().size();
    if (rest > 0) {
      lines.add("%d more; --offset %d shows them".formatted(rest, page.total() - rest));
    }
    return lines;
  }
}
