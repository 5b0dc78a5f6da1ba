package org.psopruner.engine.dl4j;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.dl4j.Parameters.Parameter;
import org.psopruner.engine.dl4j.RecalibrationCache.Statistics;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015). In training it takes the statistics of the batch,
 * and moves the running ones a tenth of the way towards them, the variance unbiased, as PyTorch
 * does.
 */
final class BatchNormLayer extends NativeLayer {
  private static final double RUNNING_SHARE = 0.1;

  private final Layer.BatchNorm norm;
  private final Parameter scale;
  private final Parameter shift;
  private final INDArray mean;
  private final INDArray variance;
  private final INDArray batchMean;
  private final INDArray batchVariance;

  BatchNormLayer(Layer.BatchNorm norm, Parameters parameters) {
    super(norm);
    this.norm = norm;
    this.scale = parameters.vector(norm.scale());
    this.shift = parameters.vector(norm.shift());
    this.mean = Arrays.of(norm.mean().buffer(), norm.channels());
    this.variance = Arrays.of(norm.variance().buffer(), norm.channels());
    this.batchMean = mean.dup();
    this.batchVariance = variance.dup();
  }

  @Override
  Layer current() {
    return new Layer.BatchNorm(
        norm.name(),
        norm.input(),
        scale.tensor(),
        shift.tensor(),
        statistics().mean(),
        statistics().variance(),
        norm.epsilon());
  }

  @Override
  boolean runsInPlace(boolean training) {
    return !training;
  }

  @Override
  boolean backwardRunsInPlace() {
    return true;
  }

  @Override
  void close() {
    Stream.of(mean, variance, batchMean, batchVariance).forEach(INDArray::close);
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    return normalization(in.get(0), mean, variance, out);
  }

  /**
   * The slope of the loss along each channel of the output, as the backward step found it: what the
   * loss changes by when the channel is scaled, by the scale and the shift together.
   */
  double[] slopes() {
    float[] scales = Arrays.read(scale.value());
    float[] shifts = Arrays.read(shift.value());
    float[] scaleGradients = Arrays.read(scale.gradient());
    float[] shiftGradients = Arrays.read(shift.gradient());
    double[] slopes = new double[scales.length];
    for (int c = 0; c < slopes.length; c++) {
      slopes[c] = (double) scaleGradients[c] * scales[c] + (double) shiftGradients[c] * shifts[c];
    }
    return slopes;
  }

  /** What it does to each channel, with the running statistics. */
  FoldedNorm folded() {
    float[] factors = Arrays.read(scale.value());
    float[] offsets = Arrays.read(shift.value());
    float[] means = Arrays.read(mean);
    float[] variances = Arrays.read(variance);
    for (int c = 0; c < factors.length; c++) {
      double factor = factors[c] / Math.sqrt((double) variances[c] + norm.epsilon());
      factors[c] = (float) factor;
      offsets[c] = (float) (offsets[c] - factor * means[c]);
    }
    return new FoldedNorm(factors, offsets);
  }

  /** The running statistics. */
  Statistics statistics() {
    return new Statistics(Tensor.vector(Arrays.read(mean)), Tensor.vector(Arrays.read(variance)));
  }

  /** Sets the running statistics. */
  void recalibrate(Statistics statistics) {
    Arrays.write(statistics.mean().buffer(), mean);
    Arrays.write(statistics.variance().buffer(), variance);
  }

  @Override
  Runnable trainingForward(List<INDArray> in, INDArray out, Arena arena) {
    INDArray x = in.get(0);
    Runnable takeMean = new ChannelMean(x, batchMean, arena);
    Runnable takeVariance = new ChannelVariance(x, batchMean, batchVariance, arena);
    Runnable normalize = normalization(x, batchMean, batchVariance, out);
    double values = (double) x.length() / norm.channels();
    double unbiased = values / Math.max(1, values - 1);
    return () -> {
      takeMean.run();
      takeVariance.run();
      normalize.run();
      move(mean, batchMean, 1);
      move(variance, batchVariance, unbiased);
    };
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    return new BatchNormGradient(
        arrays, batchMean, batchVariance, norm.epsilon(), scale, shift, arena);
  }

  private Runnable normalization(INDArray in, INDArray center, INDArray spread, INDArray out) {
    return new Operation(
        "batchnorm",
        List.of(in, center, spread, scale.value(), shift.value()),
        List.of(out),
        new double[] {norm.epsilon()},
        1,
        1,
        3);
  }

  private static void move(INDArray running, INDArray batch, double factor) {
    float[] old = Arrays.read(running);
    float[] seen = Arrays.read(batch);
    float[] moved = new float[old.length];
    for (int c = 0; c < moved.length; c++) {
      moved[c] = (float) ((1 - RUNNING_SHARE) * old[c] + RUNNING_SHARE * factor * seen[c]);
    }
    Arrays.write(moved, running);
  }
}
