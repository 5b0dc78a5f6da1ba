package org.psopruner.cli.bench.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.bench.ranking.RankingFigures.Predictor;
import org.psopruner.cli.bench.ranking.RankingFigures.Retrained;
import org.psopruner.cli.evaluation.FullEvaluation;
import org.psopruner.cli.evaluation.PlainRetraining;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.text.Figures;
import org.psopruner.coordinator.search.SearchSpace;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.engine.Engine;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.EvaluationSettings.FineTuning;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.swarm.Position;

/** Structures at random positions are evaluated in several ways, and then retrained. */
final class RankingBenchmark {
  /** So often in a row a structure is drawn that is there already before there count as no more. */
  private static final int DRAWS_WITHOUT_NEWS = 10_000;

  private final ExperimentSpec spec;
  private final Engine engine;
  private final double fineTuningRate;
  private final ProgressDisplay progress;

  /**
   * @param fineTuningRate learning rate of an evaluation that trains
   */
  RankingBenchmark(
      ExperimentSpec spec, Engine engine, double fineTuningRate, ProgressDisplay progress) {
    this.spec = spec;
    this.engine = engine;
    this.fineTuningRate = fineTuningRate;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @param count of structures, at least 2
   * @param steps of fine-tuning of each predictor; 0 for none
   * @throws BadInputException if there are not so many structures
   */
  RankingFigures run(int count, List<Integer> steps) {
    List<SearchSpace.Point> points = draw(count);
    FullEvaluation evaluation = new FullEvaluation(spec.baseline(), spec.dataset(), engine);
    PlainRetraining retraining = new PlainRetraining(spec, engine);
    List<Retrained> retrained = new ArrayList<>();
    for (SearchSpace.Point point : points) {
      PrunedStructure structure = point.structure();
      List<Double> fitness =
          steps.stream().map(k -> evaluation.accuracy(structure, settings(k))).toList();
      double accuracy = retraining.accuracy(structure);
      progress.say(
          "%d of %d: fitness %s, retrained %s"
              .formatted(
                  retrained.size() + 1,
                  count,
                  Figures.percent(fitness.get(0)),
                  Figures.accuracy(accuracy)));
      retrained.add(new Retrained(fitness, accuracy, point.cost().parameters()));
    }
    progress.end();
    return new RankingFigures(
        engine.description(),
        spec.retraining().epochs(),
        spec.evaluation().validationImages(),
        retraining.validationImages(),
        retrained.stream()
            .sorted(Comparator.comparingDouble((Retrained r) -> -r.accuracy()))
            .toList(),
        IntStream.range(0, steps.size())
            .mapToObj(p -> predictor(steps.get(p), retrained, r -> r.fitness().get(p)))
            .toList());
  }

  /** So many that differ, in the order in which they were drawn. */
  private List<SearchSpace.Point> draw(int count) {
    SearchSpace space = new ThresholdSpaces().open(spec);
    SplittableRandom random = new SplittableRandom(spec.swarm().seed());
    Map<PrunedStructure, SearchSpace.Point> points = new LinkedHashMap<>();
    int known = 0;
    while (points.size() < count) {
      SearchSpace.Point point = space.at(Position.of(random.doubles(space.dimensions()).toArray()));
      known = points.putIfAbsent(point.structure(), point) == null ? 0 : known + 1;
      if (known == DRAWS_WITHOUT_NEWS) {
        throw new BadInputException(
            "--structures is %d, but no more than %d were found within the budget; give at most that, or a larger budget"
                .formatted(count, points.size()));
      }
    }
    return List.copyOf(points.values());
  }

  private EvaluationSettings settings(int steps) {
    EvaluationSettings plain = spec.evaluation();
    return new EvaluationSettings(
        plain.validationImages(),
        plain.recalibrationImages(),
        plain.batch(),
        steps == 0 ? Optional.empty() : Optional.of(new FineTuning(steps, fineTuningRate)));
  }

  private static Predictor predictor(
      int steps, List<Retrained> structures, ToDoubleFunction<Retrained> fitness) {
    double[] before = structures.stream().mapToDouble(fitness).toArray();
    double[] after = structures.stream().mapToDouble(Retrained::accuracy).toArray();
    return new Predictor(
        steps,
        new SpearmansCorrelation().correlation(before, after),
        new KendallsCorrelation().correlation(before, after));
  }
}
