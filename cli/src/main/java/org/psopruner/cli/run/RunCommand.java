package org.psopruner.cli.run;

import org.psopruner.cli.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code psopruner run}: prunes any network on any data. */
@Command(
    name = "run",
    description = {
      "Prunes a trained network and retrains what is left of it.",
      SearchOptions.DEFAULTS,
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The budget: of --max-params, --max-macs, --max-bytes and --max-latency, give at least one, as"
          + " a percentage or a fraction of the baseline's; without any, it is --max-params 25%%.",
      "",
      "The output folder: a new or an empty one, or one in which an earlier run did not finish,"
          + " which is then replaced. A finished run is replaced with --overwrite only.",
      "",
      "Examples:",
      "  psopruner run --model vgg16.onnx --data cifar10/ --max-params 6%% --output out/",
      "  psopruner run --model net.onnx --data photos.zip --normalization imagenet",
    })
public final class RunCommand implements Runnable {
  private final Screen screen;

  @Mixin private SearchOptions search;
  @Mixin private LadderOptions ladder;
  @Mixin private RetrainingOptions retraining;
  @Mixin private PlaceOptions place;

  public RunCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    new ExperimentRun(screen)
        .run(search.request(retraining::settings).with(ladder.request()), place.place());
  }
}
