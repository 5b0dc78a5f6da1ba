package org.psopruner.pruning.cost;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.groups.Width;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.LayerKind;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/**
 * The layers of a network and what each costs in the network's structures. It keeps no weights, so
 * that it can be kept where the network cannot.
 */
public final class NetworkPlan {
  private final List<Step> steps;
  private final List<Width> widths;
  private final ChannelGroups groups;
  private final CostModel costs;

  /**
   * A layer of the whole network.
   *
   * @param description such as {@code convolution 3x3}
   * @param inputs the names of what it reads: layers, or the network's input
   * @param group the channel group of the channels that it makes; empty if it makes none that could
   *     go
   * @param output the size of one image's output
   */
  public record Step(
      String name,
      LayerKind kind,
      String description,
      List<String> inputs,
      Optional<String> group,
      Shape output) {
    public Step {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * What a layer gives and costs in a structure.
   *
   * @param channels of its output; behind a flatten, features
   * @param parameters as {@link Cost} counts them, as are {@code macs}
   */
  public record Size(long channels, long parameters, long macs) {}

  private NetworkPlan(List<Step> steps, List<Width> widths, ChannelGroups groups, CostModel costs) {
    this.steps = List.copyOf(steps);
    this.widths = List.copyOf(widths);
    this.groups = groups;
    this.costs = costs;
  }

  /**
   * The plan of a network.
   *
   * @param groups of that network
   */
  public static NetworkPlan of(Network network, ChannelGroups groups) {
    return new NetworkPlan(
        network.layers().stream().map(layer -> step(network, groups, layer)).toList(),
        network.layers().stream().map(layer -> groups.width(layer.name())).toList(),
        groups,
        new CostModel(network, groups));
  }

  private static Step step(Network network, ChannelGroups groups, Layer layer) {
    Optional<String> group =
        groups.groups().stream()
            .filter(g -> g.members().stream().anyMatch(m -> m.layer().equals(layer.name())))
            .map(ChannelGroup::id)
            .findFirst();
    return new Step(
        layer.name(),
        LayerKind.of(layer),
        LayerKind.describe(layer),
        layer.inputs(),
        group,
        network.shape(layer.name()));
  }

  /** The layers, each after those it reads. */
  public List<Step> steps() {
    return steps;
  }

  /** Of each layer, in the order of the {@link #steps}, its size with every channel kept. */
  public List<Size> whole() {
    return sizes(groups.sizes());
  }

  /**
   * Of each layer, in the order of the {@link #steps}, its size in every structure that keeps so
   * many channels.
   *
   * @param kept for each group, in order, how many of its channels are kept
   */
  public List<Size> sizes(int[] kept) {
    return IntStream.range(0, steps.size())
        .mapToObj(
            i -> {
              Cost cost = costs.cost(steps.get(i).name(), kept);
              return new Size(widths.get(i).of(kept), cost.parameters(), cost.macs());
            })
        .toList();
  }
}
