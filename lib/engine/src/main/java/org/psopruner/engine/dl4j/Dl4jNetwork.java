package org.psopruner.engine.dl4j;

import java.util.Map;
import org.psopruner.data.LabelledImages;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Course;
import org.psopruner.engine.Distillation;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.Pulse;
import org.psopruner.engine.Race;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.Verdicts;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;

/** A network in ND4J's memory. */
final class Dl4jNetwork implements RunnableNetwork {
  private static final int PREDICTED_AT_ONCE = 64;

  private final NativeGraph graph;
  private final Normalization normalization;
  private final Threads threads;
  private final Pulse pulse;
  private final RecalibrationCache recalibrations;

  Dl4jNetwork(
      Network network,
      Normalization normalization,
      Threads threads,
      Pulse pulse,
      RecalibrationCache recalibrations) {
    this.normalization = normalization;
    this.threads = threads;
    this.pulse = pulse;
    this.recalibrations = recalibrations;
    this.graph = new NativeGraph(network);
  }

  @Override
  public Evaluation evaluate(ValidationSet images, int batch, Race race, Verdicts verdicts) {
    requireFit(images, batch);
    threads.use();
    int size = Math.min(batch, images.size());
    Pixels pixels = new Pixels(images, normalization);
    CrossEntropy loss = new CrossEntropy(images.classes(), verdicts);
    Course course = race.over(images.size(), size);
    try (ForwardPass pass = new ForwardPass(graph, size, graph.logits())) {
      do {
        int from = loss.images();
        int count = Math.min(size, images.size() - from);
        Arrays.write(pixels.batch(from, count), pass.input());
        pass.run();
        loss.add(
            Arrays.read(pass.output()), Targets.of(pixels.labels(from, count), images.classes()));
        pulse.beat();
      } while (loss.images() < images.size() && !course.isLost(loss.result()));
    }
    return loss.result();
  }

  @Override
  public void recalibrate(TrainingSet images, int batch) {
    requireFit(images, batch);
    threads.use();
    Pixels pixels = new Pixels(images, normalization);
    try (Recalibration recalibration =
        new Recalibration(
            graph,
            images.size(),
            batch,
            Fingerprints.of(images, normalization, batch),
            recalibrations)) {
      boolean resumed = recalibration.resume();
      for (int from = 0; from < images.size() && !resumed; from += batch) {
        int count = Math.min(batch, images.size() - from);
        Arrays.write(pixels.batch(from, count), Arrays.rows(recalibration.input(), from, count));
      }
      recalibration.run(pulse);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Images that do not fill a last mini-batch are left out of the epoch: others in each, for the
   * order changes. What a crop brings in from beyond the border is black.
   */
  @Override
  public EpochResult train(TrainingSet images, TrainingRecipe recipe, int epoch) {
    requireFit(images, recipe.batch());
    recipe.distillation().map(Distillation::teacher).ifPresent(this::requireFit);
    if (epoch < 0 || epoch >= recipe.epochs()) {
      throw new IllegalArgumentException(
          "epoch is %d; it must be from 0 to below the epochs (%d)"
              .formatted(epoch, recipe.epochs()));
    }
    threads.use();
    TrainingBatches batches = new TrainingBatches(images, normalization, recipe, epoch);
    try (TrainingPass pass = new TrainingPass(graph, batches.size());
        TrainingLoss loss = new TrainingLoss(recipe, images.classes(), batches.size())) {
      for (int step = 1; step <= batches.count(); step++) {
        TrainingBatches.Batch batch = batches.next();
        Arrays.write(batch.pixels(), pass.input());
        pass.forward();
        Arrays.write(loss.add(Arrays.read(pass.logits()), batch), pass.logitsGradient());
        pass.backward();
        graph
            .parameters()
            .update(
                recipe.learningRateAt(epoch + (double) step / batches.count()),
                recipe.momentum(),
                recipe.weightDecay());
        pulse.beat();
      }
      return loss.result();
    }
  }

  @Override
  public Map<String, double[]> taylorImportance(TrainingSet images, int batch) {
    requireFit(images, batch);
    if (batch > images.size()) {
      throw new IllegalArgumentException(
          "batch is %d; there are only %d images".formatted(batch, images.size()));
    }
    threads.use();
    Pixels pixels = new Pixels(images, normalization);
    CrossEntropy loss = new CrossEntropy(images.classes());
    try (TrainingPass pass = new TrainingPass(graph, batch)) {
      TaylorImportance importance = new TaylorImportance(graph, graph.logits());
      for (int from = 0; from + batch <= images.size(); from += batch) {
        Arrays.write(pixels.batch(from, batch), pass.input());
        pass.forward();
        float[] targets = Targets.of(pixels.labels(from, batch), images.classes());
        Arrays.write(loss.add(Arrays.read(pass.logits()), targets), pass.logitsGradient());
        pass.backward();
        importance.add();
        pulse.beat();
      }
      return importance.result();
    }
  }

  @Override
  public float[] predict(float[] images, int n) {
    Shape in = graph.network().inputShape();
    if (n < 1 || images.length != (long) n * in.size()) {
      throw new IllegalArgumentException(
          "%d values are no %d images of %s".formatted(images.length, n, in));
    }
    threads.use();
    Shape out = graph.network().outputShape();
    float[] predictions = new float[n * out.size()];
    int size = Math.min(n, PREDICTED_AT_ONCE);
    try (ForwardPass pass = new ForwardPass(graph, size, graph.network().outputName())) {
      for (int from = 0; from < n; from += size) {
        int count = Math.min(size, n - from);
        Arrays.write(channelsLast(images, from, count, in), pass.input());
        pass.run();
        float[] output = channelsFirst(Arrays.read(pass.output()), out);
        System.arraycopy(output, 0, predictions, from * out.size(), count * out.size());
      }
    }
    return predictions;
  }

  @Override
  public Network network() {
    return graph.current();
  }

  @Override
  public Tensor momentum() {
    return graph.parameters().momentum();
  }

  @Override
  public void restoreMomentum(Tensor momentum) {
    graph.parameters().restoreMomentum(momentum);
  }

  @Override
  public void close() {
    graph.close();
  }

  private void requireFit(Network teacher) {
    if (!teacher.inputShape().equals(graph.network().inputShape())
        || !teacher.outputShape().equals(graph.network().outputShape())) {
      throw new IllegalArgumentException(
          "the teacher turns %s into %s, the network %s into %s"
              .formatted(
                  teacher.inputShape(),
                  teacher.outputShape(),
                  graph.network().inputShape(),
                  graph.network().outputShape()));
    }
  }

  private void requireFit(LabelledImages images, int batch) {
    Shape in = graph.network().inputShape();
    Shape out = graph.network().outputShape();
    if (!images.shape().equals(in)) {
      throw new IllegalArgumentException(
          "the images are %s, the network's input is %s".formatted(images.shape(), in));
    }
    if (images.classes() != out.channels() || out.area() != 1) {
      throw new IllegalArgumentException(
          "the images have %d classes, the network's output is %s"
              .formatted(images.classes(), out));
    }
    if (images.size() == 0) {
      throw new IllegalArgumentException("there are no images");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch is " + batch + "; it must be at least 1");
    }
  }

  private static float[] channelsLast(float[] images, int from, int count, Shape shape) {
    float[] turned = new float[count * shape.size()];
    for (int i = 0; i < turned.length; i++) {
      int channel = i % shape.channels();
      int pixel = i / shape.channels() % shape.area();
      int image = from + i / shape.size();
      turned[i] = images[image * shape.size() + channel * shape.area() + pixel];
    }
    return turned;
  }

  private static float[] channelsFirst(float[] outputs, Shape shape) {
    float[] turned = new float[outputs.length];
    for (int i = 0; i < turned.length; i++) {
      int pixel = i % shape.area();
      int channel = i / shape.area() % shape.channels();
      int image = i / shape.size();
      turned[i] = outputs[image * shape.size() + pixel * shape.channels() + channel];
    }
    return turned;
  }
}
