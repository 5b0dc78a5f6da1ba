package org.psopruner.pruning.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * What the objects of a protobuf message will take, found by walking over its bytes before any of
 * them is made: two bytes can stand for an object of a hundred.
 */
final class Footprint {
  /** protobuf's own limit. */
  private static final int DEPTH = 100;

  private static final int MESSAGE_BYTES = 200;
  private static final int UNKNOWN_BYTES = 200;
  private static final int TEXT_BYTES = 64;
  private static final int NUMBER_BYTES = 24;

  private final CodedInputStream in;
  private long total;

  private Footprint(CodedInputStream in) {
    this.in = in;
  }

  /**
   * An upper estimate in bytes, without the bytes themselves, which the objects share.
   *
   * @throws InvalidProtocolBufferException if they are no such message
   */
  static long of(byte[] bytes, Descriptor type) throws InvalidProtocolBufferException {
    Footprint footprint = new Footprint(CodedInputStream.newInstance(bytes));
    try {
      footprint.message(type, 0);
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    return footprint.total;
  }

  /**
   * Reads fields up to the end of a message or of a group.
   *
   * @param type null if it is not known
   */
  private void message(Descriptor type, int depth) throws IOException {
    if (depth > DEPTH) {
      throw new InvalidProtocolBufferException(
          "messages lie in each other more than " + DEPTH + " deep");
    }
    total += MESSAGE_BYTES;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_END_GROUP) {
        return;
      }
      FieldDescriptor field =
          type == null ? null : type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      field(tag, field, depth);
    }
  }

  private void field(int tag, FieldDescriptor field, int depth) throws IOException {
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> delimited(field, in.readRawVarint32(), depth);
      case WireFormat.WIRETYPE_START_GROUP -> message(null, depth + 1);
      default -> {
        total += field == null ? UNKNOWN_BYTES : NUMBER_BYTES;
        in.skipField(tag);
      }
    }
  }

  private void delimited(FieldDescriptor field, int length, int depth) throws IOException {
    if (field != null && field.getJavaType() == JavaType.MESSAGE) {
      int outer = in.pushLimit(length);
      message(field.getMessageType(), depth + 1);
      in.popLimit(outer);
      return;
    }
    total += field == null ? UNKNOWN_BYTES : TEXT_BYTES + (long) length * growth(field);
    in.skipRawBytes(length);
  }

  /** Bytes that one byte of a field's content becomes; lists grow by halves. */
  private static int growth(FieldDescriptor field) {
    return switch (field.getType()) {
      case BYTES -> 0;
      case STRING, FLOAT, DOUBLE, FIXED32, FIXED64, SFIXED32, SFIXED64 -> 2;
      default -> 12;
    };
  }
}
