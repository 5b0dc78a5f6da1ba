package org.psopruner.pruning.criterion;

import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Network;

/**
 * The sum of a filter's Euclidean distances to the other filters of its group: those near the
 * geometric median can be replaced by the others and go first, however large they are (FPGM: He et
 * al., "Filter Pruning via Geometric Median for Deep Convolutional Neural Networks Acceleration",
 * CVPR 2019, equation 6). Where several layers make one channel, the distance is that of all that
 * goes with it.
 *
 * <p>It takes as many steps as the group has weights, times its channels.
 */
public record GeometricMedian() implements Criterion {
  @Override
  public double[] values(Network network, ChannelGroup group) {
    float[][] filters = FilterWeights.vectors(network, group);
    double[] values = new double[group.size()];
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        double distance = distance(filters[i], filters[j]);
        values[i] += distance;
        values[j] += distance;
      }
    }
    return values;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      double difference = a[k] - b[k];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
