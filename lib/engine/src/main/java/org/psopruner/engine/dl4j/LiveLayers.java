package org.psopruner.engine.dl4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;

/** The layers that a network's output depends on. */
final class LiveLayers {
  private LiveLayers() {}

  /** In network order. */
  static List<Layer> of(Network network) {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(network.outputName()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (needed.add(name) && !name.equals(network.inputName())) {
        open.addAll(network.layer(name).inputs());
      }
    }
    return network.layers().stream().filter(layer -> needed.contains(layer.name())).toList();
  }
}
