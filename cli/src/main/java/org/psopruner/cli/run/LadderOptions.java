package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.cli.Range;
import org.psopruner.messages.EvaluationSettings.FineTuning;
import org.psopruner.messages.Rung;
import picocli.CommandLine.Option;

/** Options of how the best of a search are compared in the end. */
public final class LadderOptions {
  private static final int MAX_STEPS = 1_000_000;
  private static final int STEPS = 50;
  private static final double LEARNING_RATE = 0.02;

  @Option(
      names = "--finalists",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "So many structures, the best of the search, are evaluated on all validation images in"
              + " the end, and the best third of them once more after --finalist-steps; the best"
              + " then is the global best (default: ${DEFAULT-VALUE}, the best of the search is).")
  private int finalists;

  @Option(
      names = "--finalist-steps",
      paramLabel = "N",
      description =
          "Steps of training of the best third of the finalists, of a batch each; 0 for no such"
              + " evaluation (default: 50).")
  private Integer steps;

  @Option(
      names = "--finalist-learning-rate",
      paramLabel = "X",
      description = "At the first of these steps (default: 0.02).")
  private Double learningRate;

  /** What was asked for. */
  public LadderRequest request() {
    Range.check("--finalists", finalists, 0, Rung.MAX_STRUCTURES);
    int count = Range.check("--finalist-steps", steps == null ? STEPS : steps, 0, MAX_STEPS);
    double rate =
        Range.learningRate(
            "--finalist-learning-rate", learningRate == null ? LEARNING_RATE : learningRate);
    Steps.requireThem("--finalist-steps", steps, finalists > 0, "--finalists");
    Steps.requireThem("--finalist-learning-rate", learningRate, finalists > 0, "--finalists");
    Steps.requireThem("--finalist-learning-rate", learningRate, count > 0, "--finalist-steps");
    return new LadderRequest(
        finalists, count == 0 ? Optional.empty() : Optional.of(new FineTuning(count, rate)));
  }
}
