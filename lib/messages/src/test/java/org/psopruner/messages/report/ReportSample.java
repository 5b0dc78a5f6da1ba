package org.psopruner.messages.report;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.DistillationSettings;
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

/** A report of a run. */
public final class ReportSample {
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  private ReportSample() {}

  /** One that could have been. */
  public static RunReport report() {
    FileReference file = new FileReference(URI.create("file:///data/model.onnx"), SHA256);
    NormalizationSettings normalization =
        new NormalizationSettings(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));
    RunReport.Request request =
        new RunReport.Request(
            "demo",
            file,
            new DatasetReference(file, 0.1, normalization),
            200,
            100,
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
                1));
    RunReport.ModelFigures figures =
        new RunReport.ModelFigures(
            289_194,
            38_600_000,
            1_156_776,
            1_166_365,
            0.89,
            Optional.empty(),
            0,
            List.of(new RunReport.LatencyFigure(1, 2, 100, 0.81)),
            SHA256);
    return new RunReport(
        RunReport.VERSION,
        Instant.parse("2026-11-24T10:00:00Z"),
        request,
        Optional.of(
            new RunReport.Search(
                new SwarmParameters(8, 12, 1, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
                new BudgetParameters(0.25, 1, 1),
                new StructureParameters(FilterCriterion.L1_NORM, 16),
                400,
                new SavingParameters(Racing.EXACT, true),
                90,
                11,
                3,
                SHA256,
                0.61)),
        new RunReport.Retraining(
            1,
            1,
            20.5,
            List.of(
                new RunReport.Epoch(0, Optional.empty(), Optional.empty(), 0.6, false),
                new RunReport.Epoch(1, Optional.of(0.9), Optional.of(0.7), 0.8, true))),
        figures,
        figures,
        List.of(new RunReport.GroupChannels("conv1", 32, 20)),
        new RunReport.Parity(1e-5, 64),
        new RunReport.DatasetFigures(SHA256, Optional.of(SHA256), 3600, 400, 1000),
        new RunReport.Versions("0.1.0", "17", "DL4J", "1.29.0", "Linux", "2 cores"));
  }
}
