package org.psopruner.pruning.cost;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.groups.Width;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;

/**
 * The cost of a network's structures, from how many channels each group keeps; which ones makes no
 * difference.
 */
public final class CostModel {
  /**
   * A layer with weights.
   *
   * @param name its name
   * @param outputs how many channels it gives
   * @param reads how many channels each of its filters reads; 0 for batch norm, as both areas
   * @param filterArea weights of a filter for one channel that it reads
   * @param outputArea how often each weight is used for one image
   * @param extras values per output channel that count as parameters, besides the weights
   * @param statistics values per output channel that only count as bytes
   */
  private record Weighted(
      String name,
      Width outputs,
      Width reads,
      long filterArea,
      long outputArea,
      int extras,
      int statistics) {
    /** Whether it is a convolution or a dense layer, which take the time of a network. */
    boolean isTimed() {
      return outputArea > 0;
    }
  }

  private final ChannelGroups groups;
  private final List<Weighted> layers;
  private final Optional<LatencyTable> latencies;

  /**
   * Without times.
   *
   * @param groups of that network
   */
  public CostModel(Network network, ChannelGroups groups) {
    this(network, groups, Optional.empty());
  }

  /**
   * @param groups of that network
   * @param latencies of its layers, if they were measured
   * @throws IllegalArgumentException if a layer is missing there
   */
  public CostModel(Network network, ChannelGroups groups, Optional<LatencyTable> latencies) {
    this.groups = groups;
    this.latencies = latencies;
    latencies.ifPresent(table -> table.requireComplete(network));
    this.layers = network.layers().stream().flatMap(layer -> weighted(network, layer)).toList();
  }

  private Stream<Weighted> weighted(Network network, Layer layer) {
    Width outputs = groups.width(layer.name());
    if (layer instanceof Layer.Convolution convolution) {
      Width reads =
          convolution.groups() == 1
              ? groups.width(convolution.input())
              : Width.constant(convolution.weights().dim(1));
      long outputArea = network.shape(layer.name()).area();
      int extras = convolution.bias().isPresent() ? 1 : 0;
      return Stream.of(
          new Weighted(
              layer.name(), outputs, reads, convolution.window().area(), outputArea, extras, 0));
    } else if (layer instanceof Layer.Dense dense) {
      int extras = dense.bias().isPresent() ? 1 : 0;
      return Stream.of(
          new Weighted(layer.name(), outputs, groups.width(dense.input()), 1, 1, extras, 0));
    } else if (layer instanceof Layer.BatchNorm) {
      return Stream.of(new Weighted(layer.name(), outputs, Width.constant(0), 0, 0, 2, 2));
    }
    return Stream.empty();
  }

  /** The cost with every channel kept. */
  public Cost whole() {
    return cost(groups.groups().stream().mapToInt(ChannelGroup::size).toArray());
  }

  /** The cost with one channel kept in every group: no structure costs less. */
  public Cost smallest() {
    return cost(groups.groups().stream().mapToInt(group -> 1).toArray());
  }

  /**
   * The cost of every structure that keeps so many channels.
   *
   * @param kept for each group, in order, how many of its channels are kept
   */
  public Cost cost(int[] kept) {
    long parameters = 0;
    long macs = 0;
    long statistics = 0;
    double millis = 0;
    for (Weighted layer : layers) {
      long outputs = layer.outputs().of(kept);
      long reads = layer.reads().of(kept);
      long weights = outputs * reads * layer.filterArea();
      parameters += weights + outputs * layer.extras();
      macs += weights * layer.outputArea();
      statistics += outputs * layer.statistics();
      if (layer.isTimed() && latencies.isPresent()) {
        millis += latencies.get().millis(layer.name(), reads, outputs);
      }
    }
    return new Cost(parameters, macs, Float.BYTES * (parameters + statistics), millis);
  }
}
