package org.psopruner.cli.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Reason;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.FrontFiles;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.result.FrontFile;
import org.psopruner.cli.result.HistoryFile;
import org.psopruner.cli.result.StructureFile;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.StructureView.GroupView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner export}: what a coordinator knows of an experiment, as files. */
@Command(
    name = "export",
    description = {
      "Writes what a coordinator knows of an experiment: experiment.json, which submit takes again;"
          + " structure.json of the best so far or of another candidate, which prune and retrain"
          + " take; history.csv; with --swarm pareto front.csv, and in front/ the structures on it.",
      "The model itself the retrainer writes to the experiment's output folder."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner export vgg16-nightly --output nightly/",
      "  psopruner export vgg16-nightly --evaluation 5f0c2a11 --output small/",
    })
public final class ExportCommand implements Runnable {
  private static final String EXPERIMENT = "experiment.json";

  private final Screen screen;

  @Mixin private CoordinatorOption option;

  @Parameters(paramLabel = "ID", description = "The experiment's id, as list has it.")
  private String id;

  @Option(
      names = "--evaluation",
      paramLabel = "EVALUATION",
      description =
          "The candidate whose structure is written, in place of the best: the id of its evaluation"
              + " or, on the front, the beginning of that, as front has it.")
  private Optional<String> evaluation = Optional.empty();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the files; made if it is missing.")
  private Path output;

  @Option(names = "--overwrite", description = "Replace such files that are there.")
  private boolean overwrite;

  @Option(names = "--json", description = "As JSON: the files and folders that were written.")
  private boolean json;

  public ExportCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    requireFree();
    RemoteCoordinator coordinator = option.open();
    ExperimentView view = coordinator.experiment(id);
    Optional<List<GroupView>> structure = structure(coordinator, view);
    List<String> written = new ArrayList<>();
    makeFolder();
    write(EXPERIMENT, RecordJson.write(view.spec()), written);
    structure.ifPresentOrElse(
        kept -> write(StructureFile.NAME, StructureFile.bytes(kept), written),
        () -> remove(StructureFile.NAME));
    write(HistoryFile.NAME, HistoryFile.bytes(coordinator.evaluations(id)), written);
    FrontFiles front = new FrontFiles(output);
    if (view.spec().swarm().variant() == SwarmVariant.PARETO) {
      front.write(coordinator.front(id), candidate -> coordinator.candidate(id, candidate));
      written.add(output.resolve(FrontFile.NAME).toString());
      written.add(output.resolve(FrontFiles.FOLDER).toString());
    } else {
      front.remove();
    }
    screen.show(written, json, written.stream().map(file -> "wrote " + file).toList());
  }

  private Optional<List<GroupView>> structure(RemoteCoordinator coordinator, ExperimentView view) {
    return evaluation
        .map(named -> new CandidateName("--evaluation", named).find(coordinator, id).groups())
        .or(() -> view.globalBest().map(best -> coordinator.structure(id).groups()));
  }

  private void requireFree() {
    for (String name :
        List.of(
            EXPERIMENT, StructureFile.NAME, HistoryFile.NAME, FrontFile.NAME, FrontFiles.FOLDER)) {
      if (!overwrite && Files.exists(output.resolve(name))) {
        throw new BadInputException(
            "--output is %s, which holds a %s; give another folder, or --overwrite to replace it"
                .formatted(output, name));
      }
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(output);
    } catch (IOException e) {
      throw new BadInputException(
          "--output is %s, which cannot be made (%s); give another folder"
              .formatted(output, Reason.of(e)),
          e);
    }
  }

  /** What another experiment has left under a name that this one has nothing for. */
  private void remove(String name) {
    try {
      Files.deleteIfExists(output.resolve(name));
    } catch (IOException e) {
      throw new BadInputException(
          "--output holds a %s, which cannot be replaced (%s); give another folder"
              .formatted(output.resolve(name), Reason.of(e)),
          e);
    }
  }

  private void write(String name, byte[] bytes, List<String> written) {
    Path file = output.resolve(name);
    new OutputFile("--output", file).write(bytes);
    written.add(file.toString());
  }
}
