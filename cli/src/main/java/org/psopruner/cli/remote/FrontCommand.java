package org.psopruner.cli.remote;

import java.util.ArrayList;
import java.util.List;
import org.psopruner.cli.Screen;
import org.psopruner.cli.text.Figures;
import org.psopruner.cli.text.Table;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner front}: the candidates to choose among. */
@Command(
    name = "front",
    description = {
      "Lists the candidates of an experiment that no other one beats in accuracy, parameters and"
          + " MACs, the smallest first.",
      "The last column says by which cost alone none beats them either. What was not evaluated on"
          + " all images, since it ended early, is not compared; --swarm pareto ends nothing early."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner front vgg16-nightly",
      "  psopruner pick vgg16-nightly 5f0c2a11",
      "  psopruner front vgg16-nightly --json | jq -r '.items[] | select(.accuracy >"
          + " 0.9).evaluationId'",
    })
public final class FrontCommand implements Runnable {
  private final Screen screen;

  @Mixin private CoordinatorOption coordinator;

  @Parameters(paramLabel = "ID", description = "The experiment's id, as list has it.")
  private String id;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public FrontCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    FrontView front = coordinator.open().front(id);
    screen.show(front, json, lines(front));
  }

  private List<String> lines(FrontView front) {
    if (front.items().isEmpty()) {
      return List.of("nothing of %s was evaluated on all images yet".formatted(id));
    }
    Table table =
        new Table(
            1,
            "evaluation",
            "iteration",
            "particle",
            "accuracy",
            "parameters",
            "share",
            "MACs",
            "share",
            "by one cost");
    front.items().forEach(point -> row(table, point, front.baseline()));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add(
        "%s of %s evaluated on all images; pick has one retrained, export --evaluation writes its structure"
            .formatted(Figures.count(front.items().size()), Figures.count(front.evaluated())));
    return lines;
  }

  private static void row(Table table, FrontPoint point, CostView baseline) {
    CostView cost = point.cost();
    table.row(
        CandidateName.shown(point.evaluationId()),
        String.valueOf(point.iteration()),
        String.valueOf(point.particle()),
        Figures.accuracy(point.accuracy()),
        Figures.count(cost.parameters()),
        Figures.percent((double) cost.parameters() / baseline.parameters()),
        Figures.count(cost.macs()),
        Figures.percent((double) cost.macs() / baseline.macs()),
        byOneCost(point));
  }

  private static String byOneCost(FrontPoint point) {
    if (point.byParameters()) {
      return point.byMacs() ? "both" : "parameters";
    }
    return point.byMacs() ? "MACs" : "-";
  }
}
