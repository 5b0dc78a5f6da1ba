package org.psopruner.pruning.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.psopruner.pruning.network.Tensor;

/** Tensors from and to their protobuf form. */
final class Tensors {
  private Tensors() {}

  /** The tensor as floats or as whole numbers, whichever it holds. */
  static Value read(TensorProto proto) {
    if (proto.getDataLocation() == DataLocation.EXTERNAL || proto.getExternalDataCount() > 0) {
      throw new OnnxException(
          "tensor '%s' keeps its data in another file; save the model with its data in one file"
                  .formatted(proto.getName())
              + " (onnx.save(onnx.load(path), path) does)");
    }
    DataType type = DataType.forNumber(proto.getDataType());
    if (type == DataType.INT64 || type == DataType.INT32) {
      return integers(proto, type == DataType.INT64);
    } else if (type == DataType.FLOAT
        || type == DataType.DOUBLE
        || type == DataType.FLOAT16
        || type == DataType.BFLOAT16) {
      return new Value.Floats(floats(proto, type));
    }
    throw new OnnxException(
        "tensor '%s' is of type %s; supported are FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT32, INT64"
            .formatted(proto.getName(), type == null ? proto.getDataType() : type));
  }

  /** The tensor in its little-endian form, 4 bytes a value. */
  static TensorProto write(String name, Tensor tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(tensor.size(), Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(tensor.buffer());
    TensorProto.Builder proto =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
    tensor.shape().forEach(proto::addDims);
    return proto.setRawData(ByteString.copyFrom(bytes)).build();
  }

  private static Tensor floats(TensorProto proto, DataType type) {
    int[] shape = shape(proto);
    int count =
        switch (type) {
          case FLOAT -> count(proto, Float.BYTES, proto.getFloatDataCount());
          case DOUBLE -> count(proto, Double.BYTES, proto.getDoubleDataCount());
          default -> count(proto, Short.BYTES, proto.getInt32DataCount());
        };
    requireCount(proto, shape, count);
    ByteBuffer raw = raw(proto);
    float[] values = new float[count];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> proto.hasRawData() ? raw.getFloat() : proto.getFloatData(i);
            case DOUBLE -> (float) (proto.hasRawData() ? raw.getDouble() : proto.getDoubleData(i));
            case FLOAT16 ->
                half(proto.hasRawData() ? raw.getShort() : (short) proto.getInt32Data(i));
            default ->
                Float.intBitsToFloat(
                    (proto.hasRawData() ? raw.getShort() : proto.getInt32Data(i)) << 16);
          };
    }
    return Tensor.of(values, shape);
  }

  private static Value.Integers integers(TensorProto proto, boolean wide) {
    int[] shape = shape(proto);
    if (shape.length > 1) {
      throw new OnnxException(
          "tensor '%s' holds whole numbers on %d axes; supported is at most one"
              .formatted(proto.getName(), shape.length));
    }
    int count =
        wide
            ? count(proto, Long.BYTES, proto.getInt64DataCount())
            : count(proto, Integer.BYTES, proto.getInt32DataCount());
    requireCount(proto, shape, count);
    Value.Integers.requireCount(count);
    ByteBuffer raw = raw(proto);
    List<Long> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (wide) {
        values.add(proto.hasRawData() ? raw.getLong() : proto.getInt64Data(i));
      } else {
        values.add((long) (proto.hasRawData() ? raw.getInt() : proto.getInt32Data(i)));
      }
    }
    return new Value.Integers(values, shape.length == 0);
  }

  private static ByteBuffer raw(TensorProto proto) {
    return proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int[] shape(TensorProto proto) {
    int[] shape = new int[proto.getDimsCount()];
    for (int i = 0; i < shape.length; i++) {
      long length = proto.getDims(i);
      if (length < 0 || length > Integer.MAX_VALUE) {
        throw new OnnxException(
            "tensor '%s' has an axis of length %d".formatted(proto.getName(), length));
      }
      shape[i] = (int) length;
    }
    return shape;
  }

  /** How many values the file has, as raw bytes or in the field of their type. */
  private static int count(TensorProto proto, int width, int typed) {
    if (!proto.hasRawData()) {
      return typed;
    }
    int bytes = proto.getRawData().size();
    if (bytes % width != 0) {
      throw new OnnxException(
          "tensor '%s' has %d bytes of data, which is no multiple of %d"
              .formatted(proto.getName(), bytes, width));
    }
    return bytes / width;
  }

  /** Compares the shape with the data before anything of that size is asked for. */
  private static void requireCount(TensorProto proto, int[] shape, int given) {
    long declared = 1;
    for (int length : shape) {
      declared = Math.multiplyExact(declared, length);
    }
    if (declared != given) {
      throw new OnnxException(
          "tensor '%s' of shape %s should hold %d values, but the file has %d"
              .formatted(proto.getName(), proto.getDimsList(), declared, given));
    }
  }

  /** IEEE 754 binary16 to binary32; the JDK offers it from 20 on. */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, -24);
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Math.scalb((float) (fraction + 0x400), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
