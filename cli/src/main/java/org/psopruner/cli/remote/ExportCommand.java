package org.psopruner.cli.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Reason;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFile;
import org.psopruner.cli.result.HistoryFile;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.ExperimentView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code psopruner export}: what a coordinator knows of an experiment, as files. */
@Command(
    name = "export",
    description = {
      "Writes what a coordinator knows of an experiment: experiment.json, which submit takes again;"
          + " structure.json of the best so far, which prune and retrain take; history.csv.",
      "The model itself the retrainer writes to the experiment's output folder."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  psopruner export vgg16-nightly --output nightly/"})
public final class ExportCommand implements Runnable {
  private static final String EXPERIMENT = "experiment.json";
  private static final String STRUCTURE = "structure.json";

  private final Screen screen;

  @Mixin private CoordinatorOption option;

  @Parameters(paramLabel = "ID", description = "The experiment's id, as list has it.")
  private String id;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the files; made if it is missing.")
  private Path output;

  @Option(names = "--overwrite", description = "Replace such files that are there.")
  private boolean overwrite;

  @Option(names = "--json", description = "As JSON: the files that were written.")
  private boolean json;

  public ExportCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    requireFree();
    RemoteCoordinator coordinator = option.open();
    ExperimentView view = coordinator.experiment(id);
    List<String> written = new ArrayList<>();
    makeFolder();
    write(EXPERIMENT, RecordJson.write(view.spec()), written);
    if (view.globalBest().isPresent()) {
      Map<String, Object> structure = new LinkedHashMap<>();
      structure.put("version", 1);
      structure.put("groups", coordinator.structure(id).groups());
      write(STRUCTURE, RecordJson.write(structure), written);
    }
    write(HistoryFile.NAME, HistoryFile.bytes(coordinator.evaluations(id)), written);
    screen.show(written, json, written.stream().map(file -> "wrote " + file).toList());
  }

  private void requireFree() {
    for (String name : List.of(EXPERIMENT, STRUCTURE, HistoryFile.NAME)) {
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

  private void write(String name, byte[] bytes, List<String> written) {
    Path file = output.resolve(name);
    new OutputFile("--output", file).write(bytes);
    written.add(file.toString());
  }
}
