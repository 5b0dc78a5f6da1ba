package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network laid out to give outputs for batches of one size, with the weights as they are now:
 * batch norms are folded into the layers before them.
 */
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
    Set<NativeLayer> folded = new HashSet<>();
    List<NativeLayer> layers = graph.layersUntil(until);
    for (NativeLayer layer : layers) {
      List<INDArray> in = activations.inputs(layer);
      INDArray out = activations.makeOutput(layer);
      Optional<BatchNormLayer> norm = graph.onlyNormAfter(layer).filter(layers::contains);
      Optional<Runnable> step = norm.flatMap(n -> layer.foldedForward(in, out, n, arena));
      if (step.isPresent()) {
        folded.add(norm.orElseThrow());
      }
      // A folded batch norm runs in place: what it would read is its output already.
      if (!folded.contains(layer)) {
        steps.add(step.orElseGet(() -> layer.forward(in, out, arena)));
      }
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
