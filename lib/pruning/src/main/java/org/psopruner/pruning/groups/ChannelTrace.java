package org.psopruner.pruning.groups;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;

/**
 * Follows every channel through a network. A convolution or dense layer makes new channels, most
 * layers pass on those they read, an add makes one of two. Channels that must stay are marked:
 * those of the image, those of the output, those around a grouped convolution that is not
 * depthwise, whose groups must stay equally large, and those of a softmax, where a zero counts.
 */
final class ChannelTrace {
  private final Network network;
  private final Map<String, int[]> byValue = new HashMap<>();
  private final Map<String, int[]> made = new LinkedHashMap<>();

  /**
   * A forest of channels that are one: each points to another of its kind, the root to itself. It
   * has room for more.
   */
  private int[] parent = new int[1024];

  private boolean[] fixed = new boolean[1024];
  private int count;

  ChannelTrace(Network network) {
    this.network = network;
    int[] image = fresh(network.inputShape().channels());
    fix(image);
    byValue.put(network.inputName(), image);
    for (Layer layer : network.layers()) {
      byValue.put(layer.name(), channels(layer));
    }
    fix(byValue.get(network.outputName()));
  }

  /** The layers that make channels, in network order, and the channels that each makes. */
  Map<String, int[]> made() {
    Map<String, int[]> roots = new LinkedHashMap<>();
    made.forEach((layer, channels) -> roots.put(layer, roots(channels)));
    return roots;
  }

  /**
   * The channel at each place of a layer's output (or the input): after a flatten, each feature.
   */
  int[] channelsOf(String value) {
    return roots(byValue.get(value));
  }

  /** Whether a channel must stay. */
  boolean isFixed(int root) {
    return fixed[root];
  }

  private int[] channels(Layer layer) {
    int[] in = byValue.get(layer.inputs().get(0));
    if (layer instanceof Layer.Convolution convolution) {
      return channels(convolution, in);
    } else if (layer instanceof Layer.Dense dense) {
      return make(dense.name(), dense.units());
    } else if (layer instanceof Layer.Add add) {
      for (String input : add.inputs()) {
        unite(in, byValue.get(input));
      }
      return in;
    } else if (layer instanceof Layer.Concat concat) {
      List<int[]> parts = concat.inputs().stream().map(byValue::get).toList();
      return parts.stream().flatMapToInt(Arrays::stream).toArray();
    } else if (layer instanceof Layer.Flatten) {
      int area = network.shape(layer.inputs().get(0)).area();
      return IntStream.range(0, in.length * area).map(feature -> in[feature / area]).toArray();
    } else if (layer instanceof Layer.Softmax) {
      fix(in);
    }
    return in;
  }

  private int[] channels(Layer.Convolution convolution, int[] in) {
    if (convolution.groups() == 1) {
      return make(convolution.name(), convolution.filters());
    }
    if (convolution.isDepthwise()) {
      int multiplier = convolution.filters() / in.length;
      return IntStream.range(0, convolution.filters()).map(f -> in[f / multiplier]).toArray();
    }
    fix(in);
    int[] out = fresh(convolution.filters());
    fix(out);
    return out;
  }

  private int[] make(String layer, int count) {
    int[] channels = fresh(count);
    made.put(layer, channels);
    return channels;
  }

  private int[] fresh(int more) {
    int[] channels = IntStream.range(count, count + more).toArray();
    count += more;
    if (count > parent.length) {
      int room = Math.max(count, 2 * parent.length);
      parent = Arrays.copyOf(parent, room);
      fixed = Arrays.copyOf(fixed, room);
    }
    for (int channel : channels) {
      parent[channel] = channel;
    }
    return channels;
  }

  private void fix(int[] channels) {
    for (int channel : channels) {
      fixed[root(channel)] = true;
    }
  }

  private void unite(int[] ones, int[] others) {
    for (int i = 0; i < ones.length; i++) {
      int one = root(ones[i]);
      int other = root(others[i]);
      // The earlier one leads, so that groups come out in network order.
      int first = Math.min(one, other);
      parent[Math.max(one, other)] = first;
      fixed[first] = fixed[one] || fixed[other];
    }
  }

  private int[] roots(int[] channels) {
    return Arrays.stream(channels).map(this::root).toArray();
  }

  private int root(int channel) {
    int root = channel;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
