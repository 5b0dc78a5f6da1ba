package org.psopruner.pruning.network;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** An immutable array of floats with a shape, its last axis running fastest. */
public final class Tensor {
  private final int[] shape;
  private final float[] values;

  private Tensor(int[] shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * A tensor of a copy of these values.
   *
   * @param values as many as the product of {@code shape}
   * @throws InvalidNetworkException if there are more or fewer values than the shape holds
   */
  public static Tensor of(float[] values, int... shape) {
    long size = 1;
    for (int axis : shape) {
      size = Math.multiplyExact(size, axis);
    }
    if (size != values.length) {
      throw new InvalidNetworkException(
          "a tensor of shape %s holds %d values, not %d"
              .formatted(Arrays.toString(shape), size, values.length));
    }
    return new Tensor(shape.clone(), values.clone());
  }

  /** A vector. */
  public static Tensor vector(float... values) {
    return of(values, values.length);
  }

  /** A tensor in which every value is the same. */
  public static Tensor filled(float value, int... shape) {
    float[] values = new float[IntStream.of(shape).reduce(1, Math::multiplyExact)];
    Arrays.fill(values, value);
    return new Tensor(shape.clone(), values);
  }

  /** The length of an axis. */
  public int dim(int axis) {
    return shape[axis];
  }

  public int rank() {
    return shape.length;
  }

  /** The number of values. */
  public int size() {
    return values.length;
  }

  /** The value at an index into the row-major order. */
  public float get(int index) {
    return values[index];
  }

  /** A read-only view of the values in row-major order, without a copy. */
  public FloatBuffer buffer() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  /** A copy of the values in row-major order. */
  public float[] toArray() {
    return values.clone();
  }

  public List<Integer> shape() {
    return IntStream.of(shape).boxed().toList();
  }

  /** The same values under another shape of the same size. */
  public Tensor reshape(int... newShape) {
    if (IntStream.of(newShape).reduce(1, Math::multiplyExact) != values.length) {
      throw new InvalidNetworkException(
          "a tensor of shape %s cannot take the shape %s"
              .formatted(Arrays.toString(shape), Arrays.toString(newShape)));
    }
    return new Tensor(newShape.clone(), values);
  }

  /**
   * The slices at these indices of one axis, in the order given.
   *
   * @param axis from 0 to rank − 1
   * @param indices each from 0 to {@code dim(axis)} − 1
   */
  public Tensor select(int axis, int[] indices) {
    int outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= shape[i];
    }
    int inner = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      inner *= shape[i];
    }
    int[] selectedShape = shape.clone();
    selectedShape[axis] = indices.length;
    float[] selected = new float[outer * indices.length * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < indices.length; i++) {
        System.arraycopy(
            values,
            (o * shape[axis] + indices[i]) * inner,
            selected,
            (o * indices.length + i) * inner,
            inner);
      }
    }
    return new Tensor(selectedShape, selected);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && Arrays.equals(shape, tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
