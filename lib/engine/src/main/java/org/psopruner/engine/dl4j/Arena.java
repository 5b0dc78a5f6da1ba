package org.psopruner.engine.dl4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Native memory for the arrays of one pass. It is shared out while the pass is laid out, before it
 * runs: an array that is given back may be taken again for a later step, since steps run one after
 * the other. So a pass allocates nothing while it runs, and touches little memory.
 */
final class Arena implements AutoCloseable {
  private final List<NativeFloats> blocks = new ArrayList<>();
  private final List<INDArray> free = new ArrayList<>();
  private final IdentityHashMap<INDArray, INDArray> blockOf = new IdentityHashMap<>();

  /** An array of floats whose content is not defined. */
  INDArray take(long... shape) {
    long size = Arrays.size(shape);
    INDArray block =
        free.stream()
            .filter(candidate -> candidate.length() >= size)
            .min(Comparator.comparingLong(INDArray::length))
            .orElseGet(() -> allocate(size));
    free.remove(block);
    INDArray array = Arrays.view(block, 0, shape);
    blockOf.put(array, block);
    return array;
  }

  /** An array of its own memory, for what is to outlive a step. */
  INDArray keep(long... shape) {
    return Arrays.view(allocate(Arrays.size(shape)), 0, shape);
  }

  /** Lets later steps use the memory of an array that was taken. */
  void release(INDArray array) {
    free.add(blockOf.remove(array));
  }

  @Override
  public void close() {
    blocks.forEach(NativeFloats::close);
  }

  private INDArray allocate(long size) {
    NativeFloats block = new NativeFloats(size);
    blocks.add(block);
    return block.array();
  }
}
