package org.psopruner.cli.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.bench.CountingEngine.Counted;
import org.psopruner.cli.evaluation.FullEvaluation;
import org.psopruner.coordinator.search.SearchSpace;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.engine.Course;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Race;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.swarm.Best;
import org.psopruner.swarm.Position;
import org.psopruner.swarm.Swarm;

/**
 * A search without Kafka, twice: what the coordinator and one worker do, and the same swarm without
 * any savings.
 */
final class SearchBenchmark {
  private final ExperimentSpec spec;
  private final Supplier<Engine> engines;
  private final SearchSpace space;
  private final boolean replays;

  /**
   * What a search came to.
   *
   * @param swarm by iteration, where the particles were; those that passed at once are not known
   */
  private record Found(
      Map<Integer, List<Position>> swarm,
      int iteration,
      int particle,
      PrunedStructure structure,
      double accuracy) {
    boolean hasSameWinner(Found other) {
      return iteration == other.iteration
          && particle == other.particle
          && structure.equals(other.structure)
          && accuracy == other.accuracy;
    }

    boolean hasSameSwarm(Found other) {
      return other.swarm.entrySet().stream()
          .filter(seen -> swarm.containsKey(seen.getKey()))
          .allMatch(seen -> swarm.get(seen.getKey()).equals(seen.getValue()));
    }
  }

  /**
   * Counts the validation images that racing could not do without, if it looked at those first that
   * a network is wrong about: all for a structure that beats its particle's personal best, else as
   * many as make it certain that it does not, in whole batches; none for one that has a score.
   */
  private static final class LeastImages {
    private final int all;
    private final int batch;
    private final Map<Integer, Double> personalBests = new HashMap<>();
    private final Set<PrunedStructure> scored = new HashSet<>();
    private long count;

    LeastImages(EvaluationSettings settings) {
      this.all = settings.validationImages();
      this.batch = settings.batch();
    }

    void add(int particle, PrunedStructure structure, double accuracy) {
      double toBeat = personalBests.getOrDefault(particle, Double.NEGATIVE_INFINITY);
      if (scored.add(structure)) {
        count += accuracy > toBeat ? all : lostAfter(toBeat);
      }
      personalBests.merge(particle, accuracy, Math::max);
    }

    private int lostAfter(double toBeat) {
      Course course = Race.exact(toBeat).over(all, batch);
      int images = Math.min(batch, all);
      while (images < all && !course.isLost(new Evaluation(0, images, 0))) {
        images = Math.min(images + batch, all);
      }
      return images;
    }
  }

  /**
   * @param engines gives new ones, which know nothing of each other's networks
   * @param replays whether the naive search does an evaluation that it repeats only once, and
   *     counts what it cost each time
   */
  SearchBenchmark(ExperimentSpec spec, Supplier<Engine> engines, boolean replays) {
    this.spec = spec;
    this.engines = engines;
    this.replays = replays;
    this.space = new ThresholdSpaces().open(spec);
  }

  SearchFigures run() {
    LeastImages least = new LeastImages(spec.evaluation());
    // Each network has an engine of its own, so that it takes over nothing from others.
    CountingEngine isolating = new CountingEngine(engines);
    FullEvaluation anew = evaluation(isolating);
    Replay replay = new Replay(structure -> accuracy(anew, structure), isolating);
    Counted<Found> naive =
        isolating.count(
            () -> naively(replays ? replay : structure -> accuracy(anew, structure), least));
    Engine one = engines.get();
    CountingEngine sharing = new CountingEngine(() -> one);
    FullEvaluation evaluation = evaluation(sharing);
    Counted<Found> ours = sharing.count(() -> withSavings(evaluation));
    return new SearchFigures(
        one.description(),
        spec.swarm().iterations(),
        spec.swarm().particles(),
        naive.cost().plus(replay.saved()),
        replay.saved().evaluations(),
        ours.cost(),
        least.count,
        ours.result().hasSameWinner(naive.result()),
        ours.result().hasSameSwarm(naive.result()),
        ours.result().accuracy());
  }

  /** Has read the files and loaded the libraries, which neither search shall pay for. */
  private FullEvaluation evaluation(CountingEngine engine) {
    FullEvaluation evaluation = new FullEvaluation(spec.baseline(), spec.dataset(), engine);
    double[] middle = new double[space.dimensions()];
    Arrays.fill(middle, 0.5);
    accuracy(evaluation, space.at(Position.of(middle)).structure());
    return evaluation;
  }

  private double accuracy(FullEvaluation evaluation, PrunedStructure structure) {
    return evaluation.accuracy(structure, spec.evaluation());
  }

  /** Each particle of each iteration is evaluated, on all images. */
  private Found naively(ToDoubleFunction<PrunedStructure> evaluation, LeastImages least) {
    Swarm swarm = new Swarm(SwarmSearch.settings(spec.swarm(), space.dimensions()));
    Map<Integer, List<Position>> seen = new HashMap<>();
    for (int iteration = 0; iteration < spec.swarm().iterations(); iteration++) {
      List<Position> positions = swarm.ask();
      seen.put(iteration, positions);
      for (int p = 0; p < positions.size(); p++) {
        PrunedStructure structure = space.at(positions.get(p)).structure();
        double accuracy = evaluation.applyAsDouble(structure);
        swarm.tell(p, accuracy);
        least.add(p, structure, accuracy);
      }
    }
    Best best = swarm.globalBest().orElseThrow(SearchBenchmark::nothingEvaluated);
    return new Found(
        seen,
        best.iteration(),
        best.particle(),
        space.at(best.position()).structure(),
        best.fitness());
  }

  private Found withSavings(FullEvaluation evaluation) {
    SwarmSearch search = new SwarmSearch(spec, space);
    Map<Integer, List<Position>> seen = new HashMap<>();
    while (!search.isOver()) {
      seen.putIfAbsent(search.iteration(), search.positions());
      search.take(evaluation.score(search.outstanding().get(0)));
    }
    return search
        .globalBest()
        .map(
            best ->
                new Found(
                    seen,
                    best.iteration(),
                    best.particle(),
                    best.structure(),
                    best.evaluated().accuracy()))
        .orElseThrow(SearchBenchmark::nothingEvaluated);
  }

  private static RunFailedException nothingEvaluated() {
    return new RunFailedException("no structure could be evaluated");
  }
}
