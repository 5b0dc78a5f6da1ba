package org.psopruner.pruning.cost;

import java.util.Arrays;
import java.util.Map;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;

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
  public record Grid(int[] inputs, int[] outputs, double[][] millis) {
    public Grid {
      inputs = inputs.clone();
      outputs = outputs.clone();
      requireAscending("inputs", inputs);
      requireAscending("outputs", outputs);
      if (millis.length != inputs.length) {
        throw new IllegalArgumentException(
            "there are %d rows of times for %d inputs".formatted(millis.length, inputs.length));
      }
      double[][] copy = new double[millis.length][];
      for (int i = 0; i < millis.length; i++) {
        if (millis[i].length != outputs.length) {
          throw new IllegalArgumentException(
              "there are %d times for %d outputs".formatted(millis[i].length, outputs.length));
        }
        for (double time : millis[i]) {
          if (!(time > 0 && Double.isFinite(time))) {
            throw new IllegalArgumentException(
                "a time is %s; it must be above 0 ms".formatted(time));
          }
        }
        copy[i] = millis[i].clone();
      }
      millis = copy;
    }

    private static void requireAscending(String what, int[] widths) {
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] < 1 || (i > 0 && widths[i] <= widths[i - 1])) {
          throw new IllegalArgumentException(
              "%s are %s; they must ascend from 1".formatted(what, Arrays.toString(widths)));
        }
      }
      if (widths.length == 0) {
        throw new IllegalArgumentException("there are no %s".formatted(what));
      }
    }

    /** The time at some widths; beyond what was measured, that of the nearest width that was. */
    double at(long input, long output) {
      Place row = Place.of(inputs, input);
      Place column = Place.of(outputs, output);
      return row.between(
          column.between(millis[row.low()][column.low()], millis[row.low()][column.high()]),
          column.between(millis[row.high()][column.low()], millis[row.high()][column.high()]));
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
    static Place of(int[] widths, long width) {
      int high = 0;
      while (high < widths.length - 1 && widths[high] < width) {
        high++;
      }
      if (high == 0 || widths[high] <= width) {
        return new Place(high, high, 0);
      }
      int below = widths[high - 1];
      return new Place(high - 1, high, (double) (width - below) / (widths[high] - below));
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
   * Checks that it holds all layers of a network that have weights.
   *
   * @throws IllegalArgumentException if one is missing; the message names it
   */
  void requireComplete(Network network) {
    for (Layer layer : network.layers()) {
      if ((layer instanceof Layer.Convolution || layer instanceof Layer.Dense)
          && !layers.containsKey(layer.name())) {
        throw new IllegalArgumentException(
            "the latency table has no layer %s; measure this network".formatted(layer.name()));
      }
    }
  }
}
