package org.psopruner.engine.dl4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.Pulse;
import org.psopruner.engine.dl4j.RecalibrationCache.Beginning;
import org.psopruner.engine.dl4j.RecalibrationCache.Statistics;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/**
 * Takes all images through a network layer by layer, and gives each batch norm the mean and the
 * (population) variance of what it reads before it runs. So the activations of all images are held
 * at once: those of one layer and those that are still to be read.
 */
final class Recalibration implements AutoCloseable {
  private final NativeGraph graph;
  private final int batch;
  private final RecalibrationCache cache;
  private final List<NativeLayer> layers;
  private final Map<String, String> fingerprints;
  private final Arena arena = new Arena();
  private final Activations activations;
  private int next;

  /**
   * @param batch images that run at once
   * @param fingerprint of the images, as the network reads them
   * @param cache where it may begin, and what it adds to
   */
  Recalibration(
      NativeGraph graph, int images, int batch, String fingerprint, RecalibrationCache cache) {
    this.graph = graph;
    this.batch = batch;
    this.cache = cache;
    this.layers = graph.layersUntilLastBatchNorm();
    this.fingerprints = Fingerprints.of(layers, graph.network().inputName(), fingerprint);
    this.activations = new Activations(graph, images, arena);
  }

  /**
   * Takes what is known of another recalibration that began alike.
   *
   * @return whether there is something: then there is no {@link #input} to be filled
   */
  boolean resume() {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Optional<Beginning> known =
          Optional.of(i).filter(this::canBeginBehind).map(this::key).flatMap(cache::find);
      if (known.isPresent()) {
        begin(i, known.get());
        return true;
      }
    }
    return false;
  }

  private void begin(int last, Beginning known) {
    norms(last).forEach(norm -> norm.recalibrate(known.statistics(norm.layer().name())));
    known.write(activations.beginWith(layers.get(last)));
    next = last + 1;
  }

  private List<BatchNormLayer> norms(int last) {
    return layers.subList(0, last + 1).stream()
        .filter(BatchNormLayer.class::isInstance)
        .map(BatchNormLayer.class::cast)
        .toList();
  }

  /** Of all that is known there: batch norms beside its own branch, too. */
  private String key(int last) {
    return Stream.concat(norms(last).stream(), Stream.of(layers.get(last)))
        .map(layer -> fingerprints.get(layer.layer().name()))
        .collect(Collectors.joining());
  }

  /**
   * Whether the layers behind it read nothing else, and it has fewer pixels than the layer before
   * it: elsewhere there is more to keep, of less work.
   */
  private boolean canBeginBehind(int index) {
    Layer layer = layers.get(index).layer();
    Network network = graph.network();
    return network.shape(layer.name()).area() < network.shape(layer.inputs().get(0)).area()
        && layers.subList(index + 1, layers.size()).stream()
            .flatMap(later -> later.layer().inputs().stream())
            .allMatch(name -> name.equals(layer.name()) || isBehind(name, index));
  }

  private boolean isBehind(String name, int index) {
    return layers.subList(index + 1, layers.size()).stream()
        .anyMatch(layer -> layer.layer().name().equals(name));
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
    for (; next < layers.size(); next++) {
      NativeLayer layer = layers.get(next);
      List<INDArray> in = activations.inputs(layer);
      if (layer instanceof BatchNormLayer norm) {
        recalibrate(norm, in.get(0));
      }
      runInBatches(layer, in, activations.makeOutput(layer));
      activations.releaseInputs(layer);
      if (canBeginBehind(next) && cache.wasComputed(key(next))) {
        int last = next;
        cache.keep(key(last), output(last).length(), () -> beginning(last));
      }
      pulse.beat();
    }
  }

  private Beginning beginning(int last) {
    return new Beginning(
        Arrays.read(output(last)),
        norms(last).stream()
            .collect(Collectors.toMap(norm -> norm.layer().name(), BatchNormLayer::statistics)));
  }

  private INDArray output(int index) {
    return activations.get(layers.get(index).layer().name());
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
    norm.recalibrate(new Statistics(Tensor.vector(mean), Tensor.vector(variance)));
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
