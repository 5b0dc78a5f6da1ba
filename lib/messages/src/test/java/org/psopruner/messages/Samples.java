package org.psopruner.messages;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One of each message. */
public final class Samples {
  static final String ID = "ab".repeat(32);
  static final FileReference FILE =
      new FileReference(URI.create("file:///models/vgg16.onnx"), "0".repeat(64));
  static final DatasetReference DATASET =
      new DatasetReference(
          new FileReference(URI.create("file:///data/cifar10"), "1".repeat(64)),
          0.1,
          new NormalizationSettings(List.of(0.49, 0.48, 0.45), List.of(0.25, 0.24, 0.26)));
  static final EvaluationSettings EVALUATION =
      new EvaluationSettings(
          2000, 1000, 128, Optional.of(new EvaluationSettings.FineTuning(20, 0.02)));
  static final PrunedStructure STRUCTURE =
      new PrunedStructure(new TreeMap<>(Map.of("conv1", List.of(0, 5, 63))));
  static final ExperimentSpec SPEC =
      new ExperimentSpec(
              "vgg16-2026.11",
              FILE,
              DATASET,
              new SwarmParameters(20, 100, -7L, SwarmVariant.GLOBAL_BEST, SwarmPace.ASYNCHRONOUS)
                  .startingAt(List.of(List.of(0.25, 1.0)))
                  .with(Optional.of(new SwarmCoefficients(0.4, 1.2, 1.25))),
              new BudgetParameters(
                  0.06, 1, 1, Optional.of(new BudgetParameters.LatencyBudget(0.5, FILE))),
              new StructureParameters(FilterCriterion.GEOMETRIC_MEDIAN, 16),
              EVALUATION,
              new SavingParameters(Racing.STATISTICAL, 0.01, true),
              new RetrainingSettings(
                  10,
                  128,
                  0.1,
                  0.9,
                  5e-4,
                  1.5,
                  0.125,
                  new AugmentationSettings(4, true, 8, 0.5),
                  new DistillationSettings(0.7, 4),
                  3,
                  5,
                  true,
                  Long.MAX_VALUE),
              URI.create("file:///out"))
          .with(
              List.of(
                  new Rung(9, new EvaluationSettings(5000, 900, 64)),
                  new Rung(3, new EvaluationSettings(5000, 900, 64))));
  static final Score SCORE =
      new Score(
          "vgg16",
          ID,
          3,
          7,
          new Score.Evaluated(0.75, 0.8, 2000),
          "box-7",
          1234,
          Optional.of("7".repeat(64)));

  public static final ModelReady READY =
      new ModelReady(
          ID,
          "vgg16",
          FILE,
          1L << 40,
          FILE,
          List.of(new FileReference(URI.create("file:///models/README.md"), "2".repeat(64))),
          new ModelSignature(
              17,
              new ModelSignature.Tensor(
                  "images", "float32", List.of(ModelSignature.FREE, 3, 32, 32)),
              new ModelSignature.Tensor("scores", "float32", List.of(ModelSignature.FREE, 10))),
          FILE,
          STRUCTURE,
          new ModelMetrics(
              "1".repeat(64),
              Optional.of("3".repeat(64)),
              new ModelMetrics.Figures(1_000, 1L << 40, 4_000, 0.9, Optional.of(0.88)),
              new ModelMetrics.Figures(60, 1L << 30, 240, 0.895, Optional.of(0.87))),
          -7,
          "0.1.0");

  private Samples() {}

  private static ExperimentChanged changed(ExperimentChanged.Change change) {
    return new ExperimentChanged("vgg16", "a-1", Optional.empty(), change);
  }

  public static Stream<Message> all() {
    return Stream.of(
        new ExperimentCreated(SPEC),
        changed(new ExperimentChanged.Pause()),
        changed(new ExperimentChanged.Resume()),
        changed(new ExperimentChanged.Stop(true)),
        changed(new ExperimentChanged.Retrain("4".repeat(64))),
        changed(new ExperimentChanged.Extend(20)),
        new ExperimentChanged("vgg16", "a-1", Optional.of(3), new ExperimentChanged.Delete()),
        new ChangePlaced("vgg16", "a-1"),
        new Candidate(
            "vgg16",
            ID,
            3,
            7,
            List.of(0.0, 0.25, 1.0),
            STRUCTURE,
            FILE,
            DATASET,
            EVALUATION,
            Optional.empty()),
        new Candidate(
            "vgg16",
            ID,
            4,
            7,
            List.of(0.5),
            STRUCTURE,
            FILE,
            DATASET,
            EVALUATION,
            Optional.of(new Candidate.ToBeat(0.8125, 0)),
            Optional.of("7".repeat(64))),
        new EvaluationStarted("vgg16", ID, "box-7", 2, 0, 1L << 40),
        new EvaluationReleased("vgg16", ID, "box-7", 11, 0, Optional.empty()),
        new EvaluationReleased("vgg16", ID, "box-7", 0, 42, Optional.of("the disk is full")),
        SCORE,
        new Score(
            "vgg16", ID, 4, 7, new Score.Outrun(0.8, 512, 0.01), "box-7", 99, Optional.empty()),
        new Score(
            "vgg16",
            ID,
            3,
            7,
            new Score.Failed("a layer is not supported"),
            "box-7",
            0,
            Optional.empty()),
        new GlobalBest(SPEC, ID, 3, 7, STRUCTURE, new Score.Evaluated(0.75, 0.8, 2000), 1500),
        new RetrainingProgress("vgg16", 0, 10, 0.3, 0.3, Optional.empty()),
        new RetrainingProgress("vgg16", 7, 10, 0.3, 0.4, Optional.of("stopped early")),
        new RetrainingFailed("vgg16", "disk full"),
        READY,
        new ModelReady(
            ID,
            "untested",
            FILE,
            1,
            FILE,
            List.of(),
            READY.signature(),
            FILE,
            STRUCTURE,
            new ModelMetrics(
                ID,
                Optional.empty(),
                new ModelMetrics.Figures(1, 1, 1, 0, Optional.empty()),
                new ModelMetrics.Figures(1, 1, 1, 1, Optional.empty())),
            Long.MIN_VALUE,
            "development"));
  }
}
