package org.psopruner.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Layer;

/** Channels, rows and columns as one vector, channel by channel: out of the order in memory. */
final class FlattenLayer extends NativeLayer {
  FlattenLayer(Layer.Flatten flatten) {
    super(flatten);
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    INDArray from = in.get(0).permute(0, 3, 1, 2);
    INDArray to = channelsFirst(out, in.get(0));
    return () -> to.assign(from);
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    INDArray from = channelsFirst(arrays.outGradient(), arrays.input());
    INDArray to = arrays.inputGradient().permute(0, 3, 1, 2);
    return () -> to.assign(from);
  }

  private static INDArray channelsFirst(INDArray vectors, INDArray images) {
    return Arrays.view(vectors, 0, images.size(0), images.size(3), images.size(1), images.size(2));
  }
}
