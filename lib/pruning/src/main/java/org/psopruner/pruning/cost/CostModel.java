package org.psopruner.pruning.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

  private static final Cost NOTHING = new Cost(0, 0, 0);

  private final ChannelGroups groups;
  private final Map<String, Weighted> layers;
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
   * @throws IllegalArgumentException if a layer is missing there, or its full width
   */
  public CostModel(Network network, ChannelGroups groups, Optional<LatencyTable> latencies) {
    this.groups = groups;
    this.latencies = latencies;
    latencies.ifPresent(table -> table.requireComplete(network));
    this.layers = new LinkedHashMap<>();
    network.layers().stream()
        .flatMap(layer -> weighted(network, layer))
        .forEach(layer -> layers.put(layer.name(), layer));
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
    return cost(groups.sizes());
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
    long bytes = 0;
    double millis = 0;
    for (Weighted layer : layers.values()) {
      Cost cost = cost(layer, kept);
      parameters += cost.parameters();
      macs += cost.macs();
      bytes += cost.bytes();
      millis += cost.millis();
    }
    return new Cost(parameters, macs, bytes, millis);
  }

  /**
   * What a layer costs in every structure that keeps so many channels: nothing, if it has no
   * weights.
   *
   * @param kept as of {@link #cost(int[])}
   */
  public Cost cost(String layer, int[] kept) {
    Weighted weighted = layers.get(layer);
    return weighted == null ? NOTHING : cost(weighted, kept);
  }

  private Cost cost(Weighted layer, int[] kept) {
    long outputs = layer.outputs().of(kept);
    long reads = layer.reads().of(kept);
    long weights = outputs * reads * layer.filterArea();
    long parameters = weights + outputs * layer.extras();
    return new Cost(
        parameters,
        weights * layer.outputArea(),
        Float.BYTES * (parameters + outputs * layer.statistics()),
        layer.isTimed() && latencies.isPresent()
            ? latencies.get().millis(layer.name(), reads, outputs)
            : 0);
  }
}
