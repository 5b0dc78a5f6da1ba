package org.psopruner.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.psopruner.pruning.network.Tensor;

/**
 * Sums up over mini-batches how much each filter matters to the loss, to first order (Molchanov et
 * al. 2019, equation 8): the square of the slope of the loss along the filter's scale. Where a
 * batch norm alone reads the filters' outputs, that slope is zero, since it takes the scale out
 * again. There it is taken behind the batch norm, along its scale and shift, which is where the
 * paper has its gates.
 */
final class TaylorImportance {
  private final Map<String, Supplier<double[]>> slopes = new LinkedHashMap<>();
  private final Map<String, double[]> sums = new LinkedHashMap<>();
  private int batches;

  /** Of the layers with filters that an output depends on. */
  TaylorImportance(NativeGraph graph, String output) {
    for (NativeLayer layer : graph.layersUntil(output)) {
      layer
          .filters()
          .ifPresent(
              weights -> {
                String name = layer.layer().name();
                Optional<BatchNormLayer> norm = graph.onlyNormAfter(layer);
                slopes.put(
                    name,
                    norm.<Supplier<double[]>>map(behind -> behind::slopes)
                        .orElse(() -> slopes(weights, layer.filterGradient().orElseThrow())));
                sums.put(name, new double[weights.dim(0)]);
              });
    }
  }

  /** Adds the gradients of a mini-batch, which are there. */
  void add() {
    slopes.forEach(
        (layer, found) -> {
          double[] slope = found.get();
          double[] sum = sums.get(layer);
          for (int filter = 0; filter < sum.length; filter++) {
            sum[filter] += slope[filter] * slope[filter];
          }
        });
    batches++;
  }

  /** Along the weights of each filter. */
  private static double[] slopes(Tensor weights, Tensor gradient) {
    double[] slopes = new double[weights.dim(0)];
    int size = weights.size() / slopes.length;
    for (int i = 0; i < weights.size(); i++) {
      slopes[i / size] += (double) gradient.get(i) * weights.get(i);
    }
    return slopes;
  }

  /** The means, by layer; at least one mini-batch was added. */
  Map<String, double[]> result() {
    Map<String, double[]> means = new LinkedHashMap<>();
    sums.forEach(
        (layer, sum) ->
            means.put(layer, DoubleStream.of(sum).map(value -> value / batches).toArray()));
    return means;
  }
}
