package org.psopruner.cli.bench.methods;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.bench.methods.MethodFigures.Row;
import org.psopruner.cli.bench.methods.MethodFigures.Winner;
import org.psopruner.cli.evaluation.FullEvaluation;
import org.psopruner.cli.evaluation.PlainRetraining;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.text.Figures;
import org.psopruner.coordinator.search.SearchSpaces;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.engine.Engine;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Rung;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.ThresholdMapping;

/** Several methods search in the same space, each with the same number of evaluations. */
final class MethodsBenchmark {
  private final List<ExperimentSpec> experiments;
  private final Engine engine;
  private final ProgressDisplay progress;
  private final SearchSpaces spaces = new ThresholdSpaces();
  private final Network network;
  private final ChannelGroups groups;

  /** What was evaluated, for all methods: what a search asks for again costs it nothing anyway. */
  private final Map<PrunedStructure, Double> known = new HashMap<>();

  /**
   * @param experiments at least one; they differ in their swarms' seeds and starts alone
   */
  MethodsBenchmark(List<ExperimentSpec> experiments, Engine engine, ProgressDisplay progress) {
    this.experiments = experiments;
    this.engine = engine;
    this.progress = progress;
    this.network = OnnxReader.read(experiments.get(0).baseline().path()).network();
    this.groups = ChannelGroups.of(network);
  }

  MethodFigures run(List<Method> methods) {
    ExperimentSpec first = experiments.get(0);
    FullEvaluation evaluation = new FullEvaluation(first.baseline(), first.dataset(), engine);
    int validationImages = validationImages(first.dataset());
    EvaluationSettings onAll =
        new EvaluationSettings(
            validationImages,
            first.evaluation().recalibrationImages(),
            first.evaluation().batch(),
            first.evaluation().fineTuning());
    Optional<PlainRetraining> retraining =
        first.retraining().epochs() == 0
            ? Optional.empty()
            : Optional.of(new PlainRetraining(first, engine));
    List<Row> rows = new ArrayList<>();
    for (Method method : methods) {
      List<Winner> winners = new ArrayList<>();
      for (ExperimentSpec experiment : experiments) {
        Landscape landscape = landscape(experiment, evaluation);
        method.search(landscape, experiment.swarm());
        PrunedStructure winner = winner(landscape.ranked(), experiment.ladder(), evaluation);
        winners.add(
            new Winner(
                experiment.swarm().seed(),
                landscape.best(),
                evaluation.accuracy(winner, onAll),
                retraining.map(training -> training.accuracy(winner)),
                landscape.evaluations()));
        progress.say(
            "%s, seed %d: fitness %s"
                .formatted(method, experiment.swarm().seed(), Figures.fitness(landscape.best())));
      }
      rows.add(new Row(method.toString(), winners));
    }
    progress.end();
    return new MethodFigures(
        engine.description(),
        evaluations(first.swarm()),
        first.evaluation().validationImages(),
        validationImages,
        first.retraining().epochs(),
        rows);
  }

  /** The first of what the last rung of a ladder leaves. */
  private static PrunedStructure winner(
      List<PrunedStructure> ranked, List<Rung> ladder, FullEvaluation evaluation) {
    List<PrunedStructure> left = ranked;
    for (Rung rung : ladder) {
      Map<PrunedStructure, Double> onRung = new LinkedHashMap<>();
      left.stream()
          .limit(rung.structures())
          .forEach(
              structure ->
                  onRung.put(structure, evaluation.accuracy(structure, rung.evaluation())));
      left = Landscape.ranked(onRung);
    }
    return left.stream()
        .findFirst()
        .orElseThrow(() -> new RunFailedException("no structure could be evaluated"));
  }

  private static int evaluations(SwarmParameters swarm) {
    return Math.multiplyExact(swarm.particles(), swarm.iterations());
  }

  private Landscape landscape(ExperimentSpec spec, FullEvaluation evaluation) {
    ThresholdMapping mapping =
        ThresholdSpaces.mapping(
            network, groups, spec.budget(), spec.structures(), spec.swarm().seed());
    return new Landscape(
        spaces.open(spec),
        mapping,
        structure ->
            known.computeIfAbsent(
                structure, any -> evaluation.accuracy(structure, spec.evaluation())),
        evaluations(spec.swarm()));
  }

  private static int validationImages(DatasetReference data) {
    return Dataset.open(data.file().path(), new DatasetSettings(data.validationFraction()))
        .validation()
        .size();
  }
}
