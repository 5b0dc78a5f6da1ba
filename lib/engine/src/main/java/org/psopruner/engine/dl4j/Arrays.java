package org.psopruner.engine.dl4j;

import java.nio.FloatBuffer;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dense row-major native arrays of floats: how to make, view, fill and read them. */
final class Arrays {
  private Arrays() {}

  static long size(long... shape) {
    return LongStream.of(shape).reduce(1, Math::multiplyExact);
  }

  /** A new array of its own memory. */
  static INDArray of(FloatBuffer values, long... shape) {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape);
    write(values, array);
    return array;
  }

  /** Part of an array's memory, from an offset on, under another shape. */
  static INDArray view(INDArray array, long offset, long... shape) {
    return Nd4j.create(
        array.data(), shape, Nd4j.getStrides(shape, 'c'), array.offset() + offset, 'c');
  }

  /** The rows from {@code from} on along the first axis. */
  static INDArray rows(INDArray array, long from, long count) {
    long[] shape = array.shape();
    long row = array.length() / shape[0];
    shape = shape.clone();
    shape[0] = count;
    return view(array, from * row, shape);
  }

  static void write(FloatBuffer values, INDArray array) {
    float[] copy = new float[values.remaining()];
    values.duplicate().get(copy);
    write(copy, array);
  }

  static void write(float[] values, INDArray array) {
    if (values.length > array.length()) { // native memory, whose bounds nobody else looks at
      throw new IllegalArgumentException(
          "%d values do not fit an array of %d".formatted(values.length, array.length()));
    }
    pointer(array).put(values, 0, values.length);
  }

  /**
   * Writes the rows along the first axis, each times its factor.
   *
   * @param factors one a row
   */
  static void scaleRows(INDArray from, float[] factors, INDArray to) {
    float[] row = new float[Math.toIntExact(from.length() / factors.length)];
    forEachRow(
        from,
        to,
        row,
        i -> {
          for (int j = 0; j < row.length; j++) {
            row[j] *= factors[i];
          }
        });
  }

  /**
   * Writes the columns along the last axis, each times its factor.
   *
   * @param factors one a column
   */
  static void scaleColumns(INDArray from, float[] factors, INDArray to) {
    float[] row = new float[factors.length];
    forEachRow(
        from,
        to,
        row,
        i -> {
          for (int j = 0; j < row.length; j++) {
            row[j] *= factors[j];
          }
        });
  }

  /** Reads row after row, has it changed, and writes it. */
  private static void forEachRow(INDArray from, INDArray to, float[] row, IntConsumer change) {
    // One pointer for all rows: a view of each would take longer than the row.
    FloatPointer source = pointer(from);
    FloatPointer target = pointer(to);
    long start = source.position();
    long targetStart = target.position();
    for (int i = 0; i < from.length() / row.length; i++) {
      source.position(start + (long) i * row.length).get(row);
      change.accept(i);
      target.position(targetStart + (long) i * row.length).put(row, 0, row.length);
    }
  }

  static float[] read(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    pointer(array).get(values);
    return values;
  }

  /** The array's memory; its position is that of the first value, in bytes. */
  static BytePointer bytes(INDArray array) {
    return pointer(array).getPointer(BytePointer.class);
  }

  private static FloatPointer pointer(INDArray array) {
    return (FloatPointer) array.data().addressPointer();
  }
}
