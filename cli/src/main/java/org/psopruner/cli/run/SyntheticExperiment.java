package org.psopruner.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.psopruner.cli.data.BundledDemo;
import org.psopruner.cli.progress.NoDisplay;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmParameters;

/**
 * An experiment on the bundled network, for workers that make its scores up. A retraining is a real
 * one.
 */
public final class SyntheticExperiment {
  private static final int BATCH = 100;

  private SyntheticExperiment() {}

  /**
   * What makes workers make scores up.
   *
   * @param evaluation what they take for one, at least zero
   */
  public static Map<String, String> workerSettings(Duration evaluation) {
    return Map.of(
        "OMP_NUM_THREADS",
        "1",
        "PSOPRUNER_ENGINE",
        "synthetic",
        "PSOPRUNER_SYNTHETIC_EVALUATION",
        evaluation.toString());
  }

  /**
   * The experiment to ask for.
   *
   * @param home the folder of the project
   * @param epochs of the retraining
   * @param output the folder that it will write to
   * @param clock dates its id
   */
  public static ExperimentSpec prepare(
      Path home, SwarmParameters swarm, int epochs, Path output, InstantSource clock) {
    BundledDemo demo = new BundledDemo(home);
    return new Preparation(clock, 1, new NoDisplay())
        .prepare(
            new RunRequest(
                demo.model(),
                demo.data(),
                swarm,
                StartPoint.RANDOM,
                new BudgetParameters(0.25, 1, 1),
                new StructureParameters(FilterCriterion.L1_NORM, 1),
                new EvaluationRequest(Optional.of(400), 0, BATCH),
                new SavingParameters(Racing.EXACT, true),
                RetrainingSettings.plain(epochs, BATCH, swarm.seed())),
            output);
  }
}
