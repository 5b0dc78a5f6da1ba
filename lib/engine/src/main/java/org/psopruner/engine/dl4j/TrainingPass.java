package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.dl4j.NativeLayer.Backward;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Shape;

/**
 * A network laid out to compute the gradients of its parameters on batches of one size. Activations
 * stay until the backward steps have read them; gradients share memory.
 */
final class TrainingPass implements AutoCloseable {
  private final NativeGraph graph;
  private final int batch;
  private final Arena arena = new Arena();
  private final Map<String, INDArray> activations = new HashMap<>();
  private final Map<String, INDArray> gradients = new HashMap<>();
  private final List<Runnable> forward = new ArrayList<>();
  private final List<Runnable> backward = new ArrayList<>();
  private final INDArray logitsGradient;

  TrainingPass(NativeGraph graph, int batch) {
    this.graph = graph;
    this.batch = batch;
    graph.parameters().prepareTraining();
    activations.put(graph.network().inputName(), take(graph.network().inputName()));
    List<NativeLayer> trained = graph.layersUntil(graph.logits());
    trained.forEach(this::layOutForward);
    logitsGradient = take(graph.logits());
    gradients.put(graph.logits(), logitsGradient);
    for (int i = trained.size() - 1; i >= 0; i--) {
      layOutBackward(trained.get(i));
    }
  }

  /** To be filled before {@link #forward}: [batch, height, width, channels]. */
  INDArray input() {
    return activations.get(graph.network().inputName());
  }

  /** After {@link #forward}: [batch, 1, 1, classes]. */
  INDArray logits() {
    return activations.get(graph.logits());
  }

  /** To be filled before {@link #backward}: [batch, 1, 1, classes]. */
  INDArray logitsGradient() {
    return logitsGradient;
  }

  /** Computes the logits, with batch statistics in batch norms, whose running ones move. */
  void forward() {
    forward.forEach(Runnable::run);
  }

  /** Computes the gradients of all parameters. */
  void backward() {
    backward.forEach(Runnable::run);
  }

  @Override
  public void close() {
    arena.close();
  }

  private void layOutForward(NativeLayer layer) {
    List<INDArray> in = inputs(layer.layer());
    INDArray out = graph.runsInPlace(layer, true) ? in.get(0) : take(layer.layer().name());
    forward.add(layer.trainingForward(in, out, arena));
    activations.put(layer.layer().name(), out);
  }

  /** An input that several layers read gets the sum of their gradients. */
  private void layOutBackward(NativeLayer layer) {
    Layer definition = layer.layer();
    INDArray outGradient = gradients.remove(definition.name());
    boolean inPlace = layer.backwardRunsInPlace();
    List<INDArray> inGradients = new ArrayList<>();
    List<INDArray> spare = new ArrayList<>();
    List<Runnable> sums = new ArrayList<>();
    for (String name : definition.inputs()) {
      INDArray gradient = inPlace ? outGradient : take(name);
      inGradients.add(gradient);
      INDArray sum = gradients.putIfAbsent(name, gradient);
      if (sum != null) {
        sums.add(() -> sum.addi(gradient));
        spare.add(gradient);
      }
    }
    Backward arrays =
        new Backward(
            inputs(definition),
            activations.get(definition.name()),
            outGradient,
            inGradients,
            !definition.inputs().contains(graph.network().inputName()));
    backward.add(layer.backward(arrays, arena));
    backward.addAll(sums);
    if (!inPlace) {
      arena.release(outGradient);
    }
    spare.forEach(arena::release);
  }

  private List<INDArray> inputs(Layer layer) {
    return layer.inputs().stream().map(activations::get).toList();
  }

  private INDArray take(String name) {
    Shape shape = graph.network().shape(name);
    return arena.take(batch, shape.height(), shape.width(), shape.channels());
  }
}
