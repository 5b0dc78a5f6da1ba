package org.psopruner.cli.training;

import org.psopruner.cli.Range;
import org.psopruner.cli.data.DataOptions;
import org.psopruner.cli.data.DataRequest;
import org.psopruner.cli.output.OutputOptions;
import org.psopruner.cli.run.RetrainingOptions;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.RetrainingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What training from scratch and retraining have in common. */
final class TrainingOptions {
  private static final int MAX_THREADS = 1_024;

  @Mixin private DataOptions data;
  @Mixin private RetrainingOptions recipe;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images at once (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Fixes all that is random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of an operation (default: as many as there are cores).")
  private Integer threads;

  @Mixin private OutputOptions output;

  DataRequest data() {
    return data.request();
  }

  RetrainingSettings recipe() {
    return recipe.settings(batch(), seed);
  }

  int batch() {
    return Range.check("--batch", batch, 1, EvaluationSettings.MAX_BATCH);
  }

  int threads() {
    return threads == null
        ? Runtime.getRuntime().availableProcessors()
        : Range.check("--threads", threads, 1, MAX_THREADS);
  }

  OutputOptions output() {
    return output;
  }
}
