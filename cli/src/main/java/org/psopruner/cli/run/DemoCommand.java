package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.cli.Screen;
import org.psopruner.cli.data.BundledDemo;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.RetrainingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code psopruner demo}: prunes the bundled network on the bundled sample of CIFAR-10. */
@Command(
    name = "demo",
    description = {
      "Prunes a bundled network of 289,194 parameters on a bundled sample of CIFAR-10 to a quarter"
          + " of its size, in less than 5 minutes on two cores.",
      "It searches for 12 iterations with 8 particles, where --iterations and --particles do not"
          + " say otherwise."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  psopruner demo --workers 2 --output demo-out"})
public final class DemoCommand implements Runnable {
  private static final int ITERATIONS = 12;
  private static final int PARTICLES = 8;
  private static final double MAX_PARAMETERS = 0.25;
  private static final int VALIDATION_IMAGES = 400;
  private static final int RECALIBRATION_IMAGES = 500;
  private static final int BATCH = 100;
  private static final int EPOCHS = 6;
  private static final int AVERAGE_EPOCHS = 2;

  private final Screen screen;

  @Mixin private SwarmOptions swarm;
  @Mixin private PlaceOptions place;

  public DemoCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void run() {
    Place where = place.place();
    new ExperimentRun(screen).run(request(new BundledDemo(where.pipeline().home())), where);
  }

  private RunRequest request(BundledDemo demo) {
    return new RunRequest(
        demo.model(),
        demo.data(),
        swarm.parameters(ITERATIONS, PARTICLES),
        swarm.start(),
        new BudgetParameters(MAX_PARAMETERS, 1, 1),
        swarm.structures(),
        new EvaluationRequest(Optional.of(VALIDATION_IMAGES), RECALIBRATION_IMAGES, BATCH),
        swarm.savings(),
        new RetrainingSettings(
            EPOCHS,
            BATCH,
            0.05,
            0.9,
            5e-4,
            0.5,
            0,
            new AugmentationSettings(4, true, 0, 0),
            new DistillationSettings(0.5, 4),
            AVERAGE_EPOCHS,
            0,
            false,
            swarm.seed()));
  }
}
