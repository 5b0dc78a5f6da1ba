package org.psopruner.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.psopruner.pruning.network.Tensor;

/**
 * Sums up over mini-batches how much each filter matters to the loss, to first order (Molchanov et
 * al. 2019, equation 8).
 */
final class TaylorImportance {
  private final List<NativeLayer> layers;
  private final Map<String, Tensor> filters = new LinkedHashMap<>();
  private final Map<String, double[]> sums = new LinkedHashMap<>();
  private int batches;

  TaylorImportance(List<NativeLayer> layers) {
    this.layers = layers.stream().filter(layer -> layer.filters().isPresent()).toList();
    for (NativeLayer layer : this.layers) {
      Tensor weights = layer.filters().orElseThrow();
      filters.put(layer.layer().name(), weights);
      sums.put(layer.layer().name(), new double[weights.dim(0)]);
    }
  }

  /** Adds the gradients of a mini-batch, which are there. */
  void add() {
    for (NativeLayer layer : layers) {
      Tensor weights = filters.get(layer.layer().name());
      Tensor gradient = layer.filterGradient().orElseThrow();
      double[] sum = sums.get(layer.layer().name());
      int size = weights.size() / sum.length;
      for (int filter = 0; filter < sum.length; filter++) {
        double change = 0;
        for (int i = filter * size; i < (filter + 1) * size; i++) {
          change += (double) gradient.get(i) * weights.get(i);
        }
        sum[filter] += change * change;
      }
    }
    batches++;
  }

  /** The means, by layer; at least one mini-batch was added. */
  Map<String, double[]> result() {
    Map<String, double[]> means = new LinkedHashMap<>();
    sums.forEach(
        (layer, sum) ->
            means.put(layer, java.util.Arrays.stream(sum).map(value -> value / batches).toArray()));
    return means;
  }
}
