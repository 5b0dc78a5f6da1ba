package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.cli.Range;
import org.psopruner.messages.EvaluationSettings;
import picocli.CommandLine.Option;

/** What is trained before an evaluation. */
public final class FineTuneOptions {
  private static final int MAX_STEPS = 100_000_000;
  private static final double LEARNING_RATE = 0.02;

  @Option(
      names = "--fine-tune-steps",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Steps of training, of a batch each, before a structure is evaluated (default:"
              + " ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--fine-tune-learning-rate",
      paramLabel = "X",
      description = "At the first of these steps (default: " + LEARNING_RATE + ").")
  private Double learningRate;

  /** What was asked for, if there are steps. */
  public Optional<EvaluationSettings.FineTuning> fineTuning() {
    double rate =
        Range.learningRate(
            "--fine-tune-learning-rate", learningRate == null ? LEARNING_RATE : learningRate);
    int count = Range.check("--fine-tune-steps", steps, 0, MAX_STEPS);
    Steps.requireThem("--fine-tune-learning-rate", learningRate, count > 0, "--fine-tune-steps");
    return count == 0
        ? Optional.empty()
        : Optional.of(new EvaluationSettings.FineTuning(count, rate));
  }
}
