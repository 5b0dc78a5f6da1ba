package org.psopruner.cli.bench;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.psopruner.cli.bench.EngineFigures.Memory;
import org.psopruner.cli.bench.EngineFigures.Row;
import org.psopruner.data.Noise;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.engine.onnxruntime.OnnxRuntimeModel;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.cost.CostModel;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxWriter;
import org.psopruner.pruning.structure.Alignment;
import org.psopruner.pruning.structure.ThresholdMapping;
import org.psopruner.pruning.surgery.Surgery;

/**
 * Our engine and ONNX Runtime on the same networks. What is timed is what a search does with an
 * image: pixels to inputs, the network, the largest output.
 *
 * <p>The two take turns, a round each of as many images as the faster can do in about two seconds,
 * some thousand as in a search, so that a machine that gets slower or busier while it is measured
 * is so for both.
 */
final class EngineBenchmark {
  private static final List<Double> SHARES = List.of(1.0, 0.5, 0.25, 0.1);
  private static final List<Integer> BATCHES = List.of(1, 32, 128);
  private static final int TRAINING_BATCH = 128;
  private static final double ROUND_SECONDS = 2;
  private static final int MAX_IMAGES = 4_096;
  private static final int MAX_PIXEL_BYTES = 64 << 20;

  /**
   * A network that was cut.
   *
   * @param share of the baseline's MACs that was aimed at
   * @param reached the share that it has, at most as large
   */
  private record Cut(double share, double reached, Network network) {}

  private final Network baseline;
  private final Alignment alignment;
  private final Normalization normalization;
  private final Engine engine;
  private final int threads;
  private final int rounds;
  private final ValidationSet validation;
  private final TrainingSet training;

  /**
   * @param alignment of the channels that the cut networks keep
   */
  EngineBenchmark(Network baseline, Alignment alignment, int threads, int rounds) {
    this.baseline = baseline;
    this.alignment = alignment;
    this.threads = threads;
    this.rounds = rounds;
    this.engine = new Dl4jEngine(threads);
    this.normalization = BenchModel.normalization(baseline);
    int images =
        Math.max(
            4 * TRAINING_BATCH,
            Math.min(MAX_IMAGES, MAX_PIXEL_BYTES / baseline.inputShape().size()));
    int classes = baseline.outputShape().channels();
    this.validation = Noise.validation(baseline.inputShape(), classes, images);
    this.training = Noise.training(baseline.inputShape(), classes, images);
  }

  EngineFigures run() {
    List<Cut> cuts = SHARES.stream().map(this::cutTo).toList();
    List<Memory> memory = memory(cuts);
    List<Row> rows = new ArrayList<>();
    cuts.forEach(cut -> rows.addAll(evaluation(cut)));
    cuts.forEach(cut -> rows.add(training(cut)));
    return new EngineFigures(
        engine.description(),
        OrtEnvironment.getEnvironment().getVersion(),
        threads,
        rounds,
        rows,
        memory);
  }

  /**
   * All channel groups lose the same share of their filters, until the MACs are down to this; what
   * they keep is aligned as a search does it.
   */
  private Cut cutTo(double share) {
    if (share == 1) {
      return new Cut(share, share, baseline);
    }
    ChannelGroups groups = ChannelGroups.of(baseline);
    ThresholdMapping mapping =
        new ThresholdMapping(baseline, groups, new L1Norm(), new Budget(1, share, 1), alignment);
    Network cut =
        Surgery.prune(baseline, groups, mapping.structure(new double[mapping.dimensions()]));
    return new Cut(share, (double) macs(cut) / macs(baseline), cut);
  }

  private static long macs(Network network) {
    return new CostModel(network, ChannelGroups.of(network)).whole().macs();
  }

  /**
   * Evaluation before training, and small networks first: what is freed stays with the process, so
   * the peak after something large would be that of the large.
   */
  private List<Memory> memory(List<Cut> cuts) {
    List<Cut> smallestFirst = new ArrayList<>(cuts);
    Collections.reverse(smallestFirst);
    int largest = BATCHES.get(BATCHES.size() - 1);
    List<Memory> memory = new ArrayList<>();
    for (Cut cut : smallestFirst) {
      try (RunnableNetwork ours = engine.load(cut.network(), normalization)) {
        ProcessMemory.resetPeak();
        ours.evaluate(validation.first(largest), largest);
        memory.add(
            new Memory(EngineFigures.EVALUATE, cut.share(), largest, ProcessMemory.peakBytes()));
      }
    }
    for (Cut cut : smallestFirst) {
      try (RunnableNetwork ours = engine.load(cut.network(), normalization)) {
        ProcessMemory.resetPeak();
        ours.train(training.first(TRAINING_BATCH), recipe(), 0);
        memory.add(
            new Memory(
                EngineFigures.TRAIN, cut.share(), TRAINING_BATCH, ProcessMemory.peakBytes()));
      }
    }
    return memory;
  }

  private List<Row> evaluation(Cut cut) {
    try {
      Path file = Files.createTempFile("psopruner-bench", ".onnx");
      try {
        OnnxWriter.write(cut.network(), Map.of(), file);
        try (RunnableNetwork ours = engine.load(cut.network(), normalization);
            OnnxRuntimeModel theirs = OnnxRuntimeModel.load(file, threads)) {
          return BATCHES.stream().map(batch -> evaluation(cut, batch, ours, theirs)).toList();
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a network for ONNX Runtime", e);
    }
  }

  private Row evaluation(Cut cut, int batch, RunnableNetwork ours, OnnxRuntimeModel theirs) {
    IntConsumer evaluateOurs = images -> ours.evaluate(validation.first(images), batch);
    IntConsumer evaluateTheirs =
        images -> theirs.accuracy(validation.first(images), normalization, batch);
    int images = imagesOfARound(batch, evaluateOurs, evaluateTheirs);
    double[] oursPerSecond = new double[rounds];
    double[] theirsPerSecond = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      oursPerSecond[round] = perSecond(images, evaluateOurs);
      theirsPerSecond[round] = perSecond(images, evaluateTheirs);
      ratios[round] = oursPerSecond[round] / theirsPerSecond[round];
    }
    return new Row(
        EngineFigures.EVALUATE,
        cut.share(),
        cut.reached(),
        batch,
        Median.of(oursPerSecond),
        Optional.of(Median.of(theirsPerSecond)),
        Optional.of(Median.of(ratios)));
  }

  private Row training(Cut cut) {
    try (RunnableNetwork ours = engine.load(cut.network(), normalization)) {
      IntConsumer train = images -> ours.train(training.first(images), recipe(), 0);
      int images = imagesOfARound(TRAINING_BATCH, train);
      double[] perSecond = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        perSecond[round] = perSecond(images, train);
      }
      return new Row(
          EngineFigures.TRAIN,
          cut.share(),
          cut.reached(),
          TRAINING_BATCH,
          Median.of(perSecond),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** Whole batches; the first run of each engine, which also warms it up, is not counted. */
  private int imagesOfARound(int batch, IntConsumer... engines) {
    double fastest = 0;
    for (IntConsumer work : engines) {
      work.accept(batch);
      int images = 4 * batch;
      fastest = Math.max(fastest, perSecond(images, work));
    }
    int wanted = (int) Math.min(validation.size(), fastest * ROUND_SECONDS);
    return Math.max(1, (wanted + batch - 1) / batch) * batch;
  }

  private static double perSecond(int images, IntConsumer work) {
    long start = System.nanoTime();
    work.accept(images);
    return images / ((System.nanoTime() - start) / 1e9);
  }

  /** Crops and flips, as in retraining; a rate so small that the weights stay what they are. */
  private static TrainingRecipe recipe() {
    return new TrainingRecipe(
        1,
        TRAINING_BATCH,
        1e-9,
        0.9,
        5e-4,
        0,
        0,
        new Augmentation(4, true, 0, 0),
        Optional.empty(),
        1);
  }
}
