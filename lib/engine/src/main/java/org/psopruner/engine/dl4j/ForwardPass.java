package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network laid out to give outputs for batches of one size. */
final class ForwardPass implements AutoCloseable {
  private final Arena arena = new Arena();
  private final List<Runnable> steps = new ArrayList<>();
  private final INDArray input;
  private final INDArray output;

  /**
   * @param until the layer whose output is wanted
   */
  ForwardPass(NativeGraph graph, int batch, String until) {
    Activations activations = new Activations(graph, batch, arena);
    input = activations.get(graph.network().inputName());
    for (NativeLayer layer : graph.layersUntil(until)) {
      List<INDArray> in = activations.inputs(layer);
      steps.add(layer.forward(in, activations.makeOutput(layer), arena));
      activations.releaseInputs(layer);
    }
    output = activations.get(until);
  }

  /** To be filled before a run: [batch, height, width, channels]. */
  INDArray input() {
    return input;
  }

  /** After a run: [batch, height, width, channels]. */
  INDArray output() {
    return output;
  }

  void run() {
    steps.forEach(Runnable::run);
  }

  @Override
  public void close() {
    arena.close();
  }
}
