package org.psopruner.coordinator;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.ModelMetrics;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.ModelSignature;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.Score;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;

/** Experiments for tests, and a worker that knows no network. */
public final class Scenario {
  public static final FileReference BASELINE =
      new FileReference(URI.create("file:///models/small.onnx"), "a".repeat(64));

  private Scenario() {}

  public static ExperimentSpec experiment(String id, int particles, int iterations) {
    return experiment(id, BASELINE, particles, iterations, 0.5);
  }

  /** An experiment that bounds the parameters. */
  public static ExperimentSpec experiment(
      String id, FileReference baseline, int particles, int iterations, double parameters) {
    return new ExperimentSpec(
        id,
        baseline,
        new DatasetReference(
            new FileReference(URI.create("file:///data/cifar10"), "d".repeat(64)),
            0.1,
            new NormalizationSettings(
                List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616))),
        new SwarmParameters(
            particles, iterations, 42, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
        new BudgetParameters(parameters, 1, 1),
        new StructureParameters(FilterCriterion.L1_NORM, 8),
        new EvaluationSettings(1000, 500, 128),
        new SavingParameters(Racing.EXACT, false),
        new RetrainingSettings(
            2,
            128,
            0.05,
            0.9,
            5e-4,
            0,
            0,
            new AugmentationSettings(4, true, 0, 0),
            new DistillationSettings(0, 4),
            0,
            0,
            false,
            42),
        URI.create("file:///out"));
  }

  /** A model that a retrainer has made of the winner of an experiment. */
  public static ModelReady model(String id, FileReference model) {
    ModelMetrics.Figures figures = new ModelMetrics.Figures(1, 1, 1, 0.5, Optional.empty());
    return new ModelReady(
        "b".repeat(64),
        id,
        model,
        1,
        model,
        List.of(),
        new ModelSignature(
            17,
            new ModelSignature.Tensor("input", "float32", List.of(-1, 3, 32, 32)),
            new ModelSignature.Tensor("output", "float32", List.of(-1, 10))),
        BASELINE,
        new PrunedStructure(new TreeMap<>()),
        new ModelMetrics("d".repeat(64), Optional.empty(), figures, figures),
        42,
        "0.1.0");
  }

  /**
   * The score of a worker whose accuracy is a rugged function of the structure, and who ends early
   * where it can.
   */
  public static Score score(Candidate candidate) {
    double distance =
        candidate.structure().kept().values().stream()
            .mapToDouble(channels -> Math.abs(channels.size() * 0.618 % 1 - 0.3))
            .average()
            .orElse(0);
    double accuracy = 1 - distance;
    return score(
        candidate,
        candidate
            .toBeat()
            .filter(best -> accuracy <= best.accuracy())
            .<Score.Outcome>map(
                best ->
                    new Score.Outrun(
                        (accuracy + best.accuracy()) / 2, 600, best.errorProbability()))
            .orElseGet(() -> new Score.Evaluated(accuracy, distance, 1000)));
  }

  /** The score of a worker that cannot evaluate. */
  public static Score failed(Candidate candidate, String reason) {
    return score(candidate, new Score.Failed(reason));
  }

  private static Score score(Candidate candidate, Score.Outcome outcome) {
    return Score.of(candidate, outcome, "test", 12);
  }

  /** The same with another criterion. */
  public static ExperimentSpec with(ExperimentSpec spec, FilterCriterion criterion) {
    return with(
        spec, spec.swarm(), new StructureParameters(criterion, spec.structures().alignment()));
  }

  /** The same with a swarm that moves in another way. */
  public static ExperimentSpec with(ExperimentSpec spec, SwarmVariant variant) {
    SwarmParameters swarm = spec.swarm();
    return with(
        spec,
        new SwarmParameters(
            swarm.particles(), swarm.iterations(), swarm.seed(), variant, swarm.pace()),
        spec.structures());
  }

  /** The same with a swarm that moves at another pace. */
  public static ExperimentSpec with(ExperimentSpec spec, SwarmPace pace) {
    SwarmParameters swarm = spec.swarm();
    return with(
        spec,
        new SwarmParameters(
            swarm.particles(), swarm.iterations(), swarm.seed(), swarm.variant(), pace),
        spec.structures());
  }

  /** The same with or without racing. */
  public static ExperimentSpec with(ExperimentSpec spec, Racing racing) {
    return with(
        spec,
        spec.swarm(),
        spec.structures(),
        new SavingParameters(racing, spec.savings().scoreCache()));
  }

  /** The same, sharing its scores with others. */
  public static ExperimentSpec sharing(ExperimentSpec spec) {
    return with(
        spec, spec.swarm(), spec.structures(), new SavingParameters(spec.savings().racing(), true));
  }

  /** The same, but for how a swarm that races errs. */
  public static ExperimentSpec with(ExperimentSpec spec, SavingParameters savings) {
    return with(spec, spec.swarm(), spec.structures(), savings);
  }

  /** The same, with the first particles at these positions. */
  public static ExperimentSpec startingAt(ExperimentSpec spec, List<List<Double>> positions) {
    return with(spec, spec.swarm().startingAt(positions), spec.structures());
  }

  /** The same with another budget. */
  public static ExperimentSpec with(ExperimentSpec spec, BudgetParameters budget) {
    return new ExperimentSpec(
        spec.id(),
        spec.baseline(),
        spec.dataset(),
        spec.swarm(),
        budget,
        spec.structures(),
        spec.evaluation(),
        spec.savings(),
        spec.retraining(),
        spec.output());
  }

  /** The same, with its results in another folder. */
  public static ExperimentSpec withOutput(ExperimentSpec spec, URI output) {
    return new ExperimentSpec(
        spec.id(),
        spec.baseline(),
        spec.dataset(),
        spec.swarm(),
        spec.budget(),
        spec.structures(),
        spec.evaluation(),
        spec.savings(),
        spec.retraining(),
        output);
  }

  /** The same on other data. */
  public static ExperimentSpec withData(ExperimentSpec spec, FileReference data) {
    return new ExperimentSpec(
        spec.id(),
        spec.baseline(),
        new DatasetReference(
            data, spec.dataset().validationFraction(), spec.dataset().normalization()),
        spec.swarm(),
        spec.budget(),
        spec.structures(),
        spec.evaluation(),
        spec.savings(),
        spec.retraining(),
        spec.output());
  }

  /** The same among other structures. */
  public static ExperimentSpec with(ExperimentSpec spec, StructureParameters structures) {
    return with(spec, spec.swarm(), structures);
  }

  private static ExperimentSpec with(
      ExperimentSpec spec, SwarmParameters swarm, StructureParameters structures) {
    return with(spec, swarm, structures, spec.savings());
  }

  private static ExperimentSpec with(
      ExperimentSpec spec,
      SwarmParameters swarm,
      StructureParameters structures,
      SavingParameters savings) {
    return new ExperimentSpec(
        spec.id(),
        spec.baseline(),
        spec.dataset(),
        swarm,
        spec.budget(),
        structures,
        spec.evaluation(),
        savings,
        spec.retraining(),
        spec.output());
  }
}
