package org.psopruner.engine.dl4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Shape;

/** The arrays of inference: an output's memory is given back once all layers have read it. */
final class Activations {
  private final NativeGraph graph;
  private final Arena arena;
  private final int images;
  private final Map<String, INDArray> arrays = new HashMap<>();
  private final Map<String, Integer> reads = new HashMap<>();

  /** With an array for the network's input, to be filled. */
  Activations(NativeGraph graph, int images, Arena arena) {
    this.graph = graph;
    this.arena = arena;
    this.images = images;
    arrays.put(graph.network().inputName(), take(graph.network().inputName()));
  }

  /** [images, height, width, channels]. */
  INDArray get(String name) {
    return arrays.get(name);
  }

  /** Finds an array for the output of a layer at which the pass begins, in the input's place. */
  INDArray beginWith(NativeLayer layer) {
    arena.release(arrays.remove(graph.network().inputName()));
    INDArray output = take(layer.layer().name());
    arrays.put(layer.layer().name(), output);
    return output;
  }

  List<INDArray> inputs(NativeLayer layer) {
    return layer.layer().inputs().stream().map(arrays::get).toList();
  }

  /** Finds an array for a layer's output, which may be its input's. */
  INDArray makeOutput(NativeLayer layer) {
    String name = layer.layer().name();
    INDArray output = graph.runsInPlace(layer, false) ? inputs(layer).get(0) : take(name);
    arrays.put(name, output);
    return output;
  }

  /** Notes that a layer has read its inputs. */
  void releaseInputs(NativeLayer layer) {
    for (String name : layer.layer().inputs()) {
      boolean last = reads.merge(name, 1, Integer::sum) == graph.reads(name);
      if (last && arrays.get(name) != arrays.get(layer.layer().name())) {
        arena.release(arrays.get(name));
      }
    }
  }

  private INDArray take(String name) {
    Shape shape = graph.network().shape(name);
    return arena.take(images, shape.height(), shape.width(), shape.channels());
  }
}
