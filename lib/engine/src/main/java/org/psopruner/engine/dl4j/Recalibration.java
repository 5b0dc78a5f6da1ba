package org.psopruner.engine.dl4j;

import java.util.List;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.Pulse;

/**
 * Takes all images through a network layer by layer, and gives each batch norm the mean and the
 * (population) variance of what it reads before it runs. So the activations of all images are held
 * at once: those of one layer and those that are still to be read.
 */
final class Recalibration implements AutoCloseable {
  private final NativeGraph graph;
  private final int batch;
  private final Arena arena = new Arena();
  private final Activations activations;

  /**
   * @param batch images that run at once
   */
  Recalibration(NativeGraph graph, int images, int batch) {
    this.graph = graph;
    this.batch = batch;
    this.activations = new Activations(graph, images, arena);
  }

  /** To be filled before the run: [images, height, width, channels]. */
  INDArray input() {
    return activations.get(graph.network().inputName());
  }

  /**
   * To be called once.
   *
   * @param pulse beats after each layer
   */
  void run(Pulse pulse) {
    for (NativeLayer layer : graph.layersUntilLastBatchNorm()) {
      List<INDArray> in = activations.inputs(layer);
      if (layer instanceof BatchNormLayer norm) {
        recalibrate(norm, in.get(0));
      }
      runInBatches(layer, in, activations.makeOutput(layer));
      activations.releaseInputs(layer);
      pulse.beat();
    }
  }

  @Override
  public void close() {
    arena.close();
  }

  private void recalibrate(BatchNormLayer norm, INDArray in) {
    INDArray result = arena.keep(in.size(3));
    float[] mean = average(in, result, (part, to) -> new ChannelMean(part, to, arena));
    INDArray center = arena.keep(in.size(3));
    Arrays.write(mean, center);
    float[] variance =
        average(in, result, (part, to) -> new ChannelVariance(part, center, to, arena));
    norm.recalibrate(mean, variance);
  }

  /** The average over the batches of a statistic of each, weighted by their sizes. */
  private float[] average(
      INDArray in, INDArray result, BiFunction<INDArray, INDArray, Runnable> statistic) {
    double[] sums = new double[Math.toIntExact(in.size(3))];
    for (long from = 0; from < in.size(0); from += batch) {
      INDArray part = part(in, from);
      statistic.apply(part, result).run();
      float[] values = Arrays.read(result);
      for (int c = 0; c < sums.length; c++) {
        sums[c] += (double) values[c] * part.size(0);
      }
    }
    float[] averages = new float[sums.length];
    for (int c = 0; c < sums.length; c++) {
      averages[c] = (float) (sums[c] / in.size(0));
    }
    return averages;
  }

  private void runInBatches(NativeLayer layer, List<INDArray> in, INDArray out) {
    for (long from = 0; from < out.size(0); from += batch) {
      long start = from;
      List<INDArray> parts = in.stream().map(array -> part(array, start)).toList();
      layer.forward(parts, part(out, from), arena).run();
    }
  }

  private INDArray part(INDArray array, long from) {
    return Arrays.rows(array, from, Math.min(batch, array.size(0) - from));
  }
}
