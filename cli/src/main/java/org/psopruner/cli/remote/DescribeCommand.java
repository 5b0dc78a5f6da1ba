package org.psopruner.cli.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.InstantSource;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFolder;
import org.psopruner.cli.run.LadderOptions;
import org.psopruner.cli.run.Preparation;
import org.psopruner.cli.run.RetrainingOptions;
import org.psopruner.cli.run.RunRequest;
import org.psopruner.cli.run.SearchOptions;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code psopruner describe}: the experiment that {@code run} would ask for, for submit. */
@Command(
    name = "describe",
    description = {
      "Checks model and data as run does, and writes the experiment that it would ask for, as"
          + " JSON.",
      SearchOptions.DEFAULTS,
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  psopruner describe --model /models/vgg16.onnx --data /data/cifar10 --max-params 6%%"
          + " --output /out/vgg16 > vgg16.json",
      "  psopruner describe --model /models/vgg16.onnx --data /data/cifar10 --output /out/x |"
          + " psopruner submit -",
    })
public final class DescribeCommand implements Runnable {
  private final Screen screen;

  @Spec private CommandSpec command;
  @Mixin private SearchOptions search;
  @Mixin private LadderOptions ladder;
  @Mixin private RetrainingOptions retraining;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The folder that the retrainer is to write to.")
  private Path output;

  public DescribeCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    RunRequest request = search.request(retraining::settings).with(ladder.request());
    OutputFolder.requireOutside(output, "the model", request.model());
    InstantSource clock = InstantSource.system();
    ExperimentSpec spec =
        new Preparation(
                clock,
                Runtime.getRuntime().availableProcessors(),
                Screen.progressAside(command.commandLine().getErr(), clock))
            .prepare(request, output.toAbsolutePath().normalize());
    screen.out().println(new String(RecordJson.write(spec), UTF_8));
    screen.out().flush();
  }
}
