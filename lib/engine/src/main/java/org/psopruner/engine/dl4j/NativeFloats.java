package org.psopruner.engine.dl4j;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory for floats, and an array on it. ND4J, asked for an array, fills it with zeros one
 * value at a time, whatever it is asked for: of a large network's evaluation that is a good part.
 */
final class NativeFloats implements AutoCloseable {
  /** Bytes of a cache line and of an AVX-512 register, which should not lie across two lines. */
  private static final int ALIGNMENT = 64;

  private final FloatPointer memory;
  private final INDArray array;

  /** Room for floats whose values are not defined; at least one. */
  NativeFloats(long length) {
    memory = new FloatPointer(length + ALIGNMENT / Float.BYTES);
    long beyondLine = memory.address() % ALIGNMENT;
    FloatPointer start =
        memory.getPointer(beyondLine == 0 ? 0 : (ALIGNMENT - beyondLine) / Float.BYTES);
    array =
        Nd4j.create(
            Nd4j.createBuffer(start, length, DataType.FLOAT),
            new long[] {length},
            new long[] {1},
            0,
            'c');
  }

  static NativeFloats zeros(long length) {
    NativeFloats floats = new NativeFloats(length);
    Pointer.memset(floats.memory, 0, floats.memory.limit() * Float.BYTES);
    return floats;
  }

  /** [length]; not to be used once this is closed. */
  INDArray array() {
    return array;
  }

  @Override
  public void close() {
    array.close();
    memory.deallocate();
  }
}
