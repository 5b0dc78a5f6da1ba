package org.psopruner.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Layer;

/** A sum of activations. */
final class AddLayer extends NativeLayer {
  AddLayer(Layer.Add add) {
    super(add);
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    return () -> {
      in.get(0).add(in.get(1), out);
      in.stream().skip(2).forEach(out::addi);
    };
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    return () -> arrays.inGradients().forEach(gradient -> gradient.assign(arrays.outGradient()));
  }
}
