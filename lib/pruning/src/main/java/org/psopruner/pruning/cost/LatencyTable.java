package org.psopruner.pruning.cost;

import java.util.List;
import java.util.Map;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/**
 * How long each layer with weights takes at several widths, as it was measured. The latency of a
 * network is estimated by the sum over its layers, each interpolated between the widths that were
 * measured (Yang et al., "NetAdapt: Platform-Aware Neural Network Adaptation for Mobile
 * Applications", ECCV 2018, section 3.3). Layers without weights are not counted.
 *
 * @param layers by name: all convolutions and dense layers of a network
 */
public record LatencyTable(Map<String, Grid> layers) {
  public LatencyTable {
    layers = Map.copyOf(layers);
  }

  /**
   * How long one layer takes.
   *
   * @param inputs channels (features) that it reads, ascending, at least 1; for a convolution in
   *     groups, those that a filter reads
   * @param outputs its filters (units), ascending, at least 1
   * @param millis for each of the inputs, one time for each of the outputs, above 0
   */
  public record Grid(List<Integer> inputs, List<Integer> outputs, List<List<Double>> millis) {
    public Grid {
      inputs = ascending("inputs", inputs);
      outputs = ascending("outputs", outputs);
      requireAs(millis.size(), "rows of times", inputs.size(), "inputs");
      millis = millis.stream().map(List::copyOf).toList();
      for (List<Double> row : millis) {
        requireAs(row.size(), "times", outputs.size(), "outputs");
        for (double time : row) {
          if (!(time > 0 && Double.isFinite(time))) {
            throw new IllegalArgumentException(
                "a time is %s; it must be above 0 ms".formatted(time));
          }
        }
      }
    }

    private static void requireAs(int count, String what, int others, String which) {
      if (count != others) {
        throw new IllegalArgumentException(
            "there are %d %s for %d %s".formatted(count, what, others, which));
      }
    }

    private static List<Integer> ascending(String what, List<Integer> widths) {
      int before = 0;
      for (int width : widths) {
        if (width <= before) {
          throw new IllegalArgumentException(
              "%s are %s; they must ascend from 1".formatted(what, widths));
        }
        before = width;
      }
      if (widths.isEmpty()) {
        throw new IllegalArgumentException("there are no %s".formatted(what));
      }
      return List.copyOf(widths);
    }

    /** The time at some widths; beyond what was measured, that of the nearest width that was. */
    double at(long input, long output) {
      Place row = Place.of(inputs, input);
      Place column = Place.of(outputs, output);
      return row.between(
          column.between(time(row.low(), column.low()), time(row.low(), column.high())),
          column.between(time(row.high(), column.low()), time(row.high(), column.high())));
    }

    private double time(int row, int column) {
      return millis.get(row).get(column);
    }
  }

  /**
   * Where a width lies among those that were measured.
   *
   * @param low the index of the one below, or of the lowest
   * @param high the index of the one above, or of the highest
   * @param share of the way from low to high, 0 to 1
   */
  private record Place(int low, int high, double share) {
    static Place of(List<Integer> widths, long width) {
      int high = 0;
      while (high < widths.size() - 1 && widths.get(high) < width) {
        high++;
      }
      if (high == 0 || widths.get(high) <= width) {
        return new Place(high, high, 0);
      }
      int below = widths.get(high - 1);
      return new Place(high - 1, high, (double) (width - below) / (widths.get(high) - below));
    }

    double between(double atLow, double atHigh) {
      return atLow + share * (atHigh - atLow);
    }
  }

  /**
   * The time of one layer.
   *
   * @param layer its name; one of {@link #layers}
   */
  double millis(String layer, long input, long output) {
    return layers.get(layer).at(input, output);
  }

  /**
   * Checks that it holds all layers of a network that have weights, to their full widths: beyond
   * these no time is known.
   *
   * @throws IllegalArgumentException if one is missing or narrower; the message names it
   */
  void requireComplete(Network network) {
    for (Layer layer : network.layers()) {
      if (layer instanceof Layer.Convolution || layer instanceof Layer.Dense) {
        Tensor weights = layer.tensors().get(0);
        requireLayer(layer.name(), weights.dim(1), weights.dim(0));
      }
    }
  }

  private void requireLayer(String name, int inputs, int outputs) {
    Grid grid = layers.get(name);
    if (grid == null) {
      throw new IllegalArgumentException(
          "the latency table has no layer %s; measure this network".formatted(name));
    }
    int mostInputs = grid.inputs().get(grid.inputs().size() - 1);
    int mostOutputs = grid.outputs().get(grid.outputs().size() - 1);
    if (mostInputs < inputs || mostOutputs < outputs) {
      throw new IllegalArgumentException(
          "the latency table has layer %s with up to %d inputs and %d outputs, but it has %d and %d; measure this network"
              .formatted(name, mostInputs, mostOutputs, inputs, outputs));
    }
  }
}
