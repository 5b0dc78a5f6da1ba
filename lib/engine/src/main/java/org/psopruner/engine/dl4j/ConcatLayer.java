package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.psopruner.pruning.network.Layer;

/** Activations stacked along the channels. */
final class ConcatLayer extends NativeLayer {
  ConcatLayer(Layer.Concat concat) {
    super(concat);
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    return new Operation("concat", in, List.of(out), 3);
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    List<Runnable> steps = new ArrayList<>();
    long start = 0;
    for (INDArray gradient : arrays.inGradients()) {
      INDArray part =
          arrays
              .outGradient()
              .get(
                  NDArrayIndex.all(),
                  NDArrayIndex.all(),
                  NDArrayIndex.all(),
                  NDArrayIndex.interval(start, start + gradient.size(3)));
      steps.add(() -> gradient.assign(part));
      start += gradient.size(3);
    }
    return new Steps(steps);
  }
}
