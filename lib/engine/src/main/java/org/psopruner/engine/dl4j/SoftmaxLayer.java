package org.psopruner.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Layer;

/** Softmax over the channels. Training leaves it out: the loss is computed on what it reads. */
final class SoftmaxLayer extends NativeLayer {
  SoftmaxLayer(Layer.Softmax softmax) {
    super(softmax);
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    return new Operation("softmax", in, List.of(out), 3);
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    throw new IllegalStateException("training computes its loss before the softmax");
  }
}
