package org.psopruner.pruning.criterion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;

/**
 * The absolute scale of the batch norm that reads a filter's output (Liu et al., "Learning
 * Efficient Convolutional Networks through Network Slimming", ICCV 2017). Where several layers make
 * one channel, the scales are summed. A group with a layer that no batch norm reads is valued by
 * the {@link L1Norm}: values are compared within a group only.
 */
public record BatchNormScale() implements Criterion {
  @Override
  public double[] values(Network network, ChannelGroup group) {
    List<Layer.BatchNorm> norms = new ArrayList<>();
    for (ChannelGroup.Member member : group.members()) {
      Optional<Layer.BatchNorm> norm = normAfter(network, member.layer());
      if (norm.isEmpty()) {
        return new L1Norm().values(network, group);
      }
      norms.add(norm.orElseThrow());
    }
    double[] values = new double[group.size()];
    for (int m = 0; m < norms.size(); m++) {
      List<List<Integer>> filters = group.members().get(m).filters();
      for (int channel = 0; channel < values.length; channel++) {
        for (int filter : filters.get(channel)) {
          values[channel] += Math.abs(norms.get(m).scale().get(filter));
        }
      }
    }
    return values;
  }

  private static Optional<Layer.BatchNorm> normAfter(Network network, String layer) {
    return network.layers().stream()
        .filter(reader -> reader.inputs().contains(layer))
        .filter(Layer.BatchNorm.class::isInstance)
        .map(Layer.BatchNorm.class::cast)
        .findFirst();
  }
}
