package org.psopruner.cli;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.ExperimentView.RetrainingView;
import org.psopruner.messages.rest.ExperimentView.State;

/** An experiment of 10 iterations with 4 particles, as the coordinator shows it. */
public final class Views {
  public static final String SHA256 = "0123456789abcdef".repeat(4);

  private static final CostView BASELINE = new CostView(1_000, 50_000, 4_000);

  private Views() {}

  public static ExperimentSpec spec() {
    FileReference file = new FileReference(URI.create("file:///data/model.onnx"), SHA256);
    NormalizationSettings normalization =
        new NormalizationSettings(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));
    return new ExperimentSpec(
        "demo",
        file,
        new DatasetReference(file, 0.1, normalization),
        new SwarmParameters(4, 10, 1, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
        new BudgetParameters(0.25, 1, 1),
        new StructureParameters(FilterCriterion.L1_NORM, 16),
        new EvaluationSettings(400, 200, 100),
        new SavingParameters(Racing.EXACT, true),
        new RetrainingSettings(
            3,
            64,
            0.05,
            0.9,
            5e-4,
            0.5,
            0,
            new AugmentationSettings(4, true, 0, 0),
            new DistillationSettings(0, 4),
            0,
            0,
            false,
            1),
        URI.create("file:///out/"));
  }

  /** Searching, with a best of 240 of 1,000 parameters. */
  public static ExperimentView searching(int iteration, int done, int shared) {
    BestView best = new BestView(SHA256, 2, 1, 0.6125, new CostView(240, 9_000, 960));
    return view(State.SEARCHING, iteration, done, shared, Optional.empty(), Optional.of(best));
  }

  /** Before the first score. */
  public static ExperimentView begun() {
    return view(State.SEARCHING, 0, 0, 0, Optional.empty(), Optional.empty());
  }

  public static ExperimentView finished() {
    return view(State.FINISHED, 10, 30, 10, Optional.empty(), Optional.empty());
  }

  public static ExperimentView retraining(int epoch) {
    return retraining(epoch, Optional.empty());
  }

  public static ExperimentView resumed(int epoch) {
    return retraining(epoch, Optional.of("resumed after epoch " + epoch));
  }

  private static ExperimentView retraining(int epoch, Optional<String> note) {
    RetrainingView retraining = new RetrainingView(epoch, 3, 0.7, 0.75, note);
    return view(State.RETRAINING, 10, 30, 10, Optional.of(retraining), Optional.empty());
  }

  private static ExperimentView view(
      State state,
      int iteration,
      int done,
      int shared,
      Optional<RetrainingView> retraining,
      Optional<BestView> best) {
    return new ExperimentView(
        spec(),
        state,
        iteration,
        done,
        2,
        shared,
        0,
        0,
        0,
        BASELINE,
        best,
        retraining,
        Optional.empty(),
        Instant.EPOCH,
        0);
  }
}
