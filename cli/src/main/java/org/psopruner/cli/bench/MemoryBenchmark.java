package org.psopruner.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.psopruner.cli.bench.MemoryFigures.Point;
import org.psopruner.data.Noise;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.structure.ThresholdMapping;
import org.psopruner.pruning.surgery.Surgery;

/**
 * Evaluations of random structures, as a worker does them. The first is of the whole network, which
 * needs the most.
 */
final class MemoryBenchmark {
  private static final int POINTS = 10;
  private static final int BATCH = 128;

  private final Network baseline;
  private final ChannelGroups groups;
  private final ThresholdMapping mapping;
  private final Normalization normalization;
  private final Engine engine;
  private final TrainingSet training;
  private final ValidationSet validation;

  /**
   * @param images of each recalibration and of each evaluation
   */
  MemoryBenchmark(Network baseline, Engine engine, int images) {
    this.baseline = baseline;
    this.engine = engine;
    this.groups = ChannelGroups.of(baseline);
    this.mapping = new ThresholdMapping(baseline, groups, new L1Norm(), new Budget(1, 1, 1));
    this.normalization = BenchModel.normalization(baseline);
    int classes = baseline.outputShape().channels();
    this.training = Noise.training(baseline.inputShape(), classes, images);
    this.validation = Noise.validation(baseline.inputShape(), classes, images);
  }

  /**
   * @param evaluations at least as many as there are points
   * @param told of each point as it is measured
   */
  MemoryFigures run(int evaluations, Consumer<Point> told) {
    SplittableRandom random = new SplittableRandom(1);
    List<Point> points = new ArrayList<>();
    Consumer<Point> all = told.andThen(points::add);
    evaluate(baseline);
    all.accept(point(1));
    for (int done = 2; done <= evaluations; done++) {
      double[] position = random.doubles(mapping.dimensions()).toArray();
      evaluate(Surgery.prune(baseline, groups, mapping.structure(position)));
      if (done * POINTS / evaluations > (done - 1) * POINTS / evaluations) {
        all.accept(point(done));
      }
    }
    return new MemoryFigures(
        engine.description(), training.size(), Runtime.getRuntime().maxMemory(), points);
  }

  /** What is measured, in a line. */
  String title() {
    return "%s; %d images, Java heap of at most %d MiB"
        .formatted(engine.description(), training.size(), Runtime.getRuntime().maxMemory() >> 20);
  }

  private void evaluate(Network network) {
    try (RunnableNetwork runnable = engine.load(network, normalization)) {
      runnable.recalibrate(training, BATCH);
      runnable.evaluate(validation, BATCH);
    }
  }

  private static Point point(int evaluations) {
    return new Point(
        evaluations,
        ProcessMemory.bytes(),
        Runtime.getRuntime().totalMemory(),
        ProcessMemory.peakBytes());
  }
}
