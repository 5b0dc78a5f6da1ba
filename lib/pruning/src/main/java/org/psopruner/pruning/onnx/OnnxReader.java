package org.psopruner.pruning.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.psopruner.pruning.network.InvalidNetworkException;

/**
 * Reads image classifiers from ONNX files, opset 11 and later.
 *
 * <p>What does not change a trained network's output is left out: dropout, identities, layers that
 * the output does not need. Images with channels last (TensorFlow) are read as [n, channels,
 * height, width], which is also how such a network is written again. A fixed batch size becomes a
 * free one. LogSoftmax is refused: dropping it would change what the file gives.
 */
public final class OnnxReader {
  /** The first opset that today's exporters and runtimes share. */
  private static final int FIRST_OPSET = 11;

  /** What protobuf, and an array, can hold. */
  private static final int MAX_FILE_BYTES = Integer.MAX_VALUE - 8;

  private OnnxReader() {}

  /**
   * Reads a file.
   *
   * @throws UnreadableOnnxException if it cannot be read, or not by this process
   * @throws OnnxException if it is no ONNX model, or is one that is not supported
   */
  public static OnnxModel read(Path path) {
    byte[] bytes = bytes(path);
    try {
      return parse(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new OnnxException(
          "'%s' is no ONNX model, or only a part of one; export or copy it again (%s)"
              .formatted(path, e.getMessage()),
          e);
    } catch (UnreadableOnnxException e) {
      throw new UnreadableOnnxException(notUsed(path, e), e);
    } catch (OnnxException e) {
      throw new OnnxException(notUsed(path, e), e);
    }
  }

  private static String notUsed(Path path, OnnxException e) {
    return "'%s' cannot be used: %s".formatted(path, e.getMessage());
  }

  static OnnxModel parse(byte[] bytes) throws InvalidProtocolBufferException {
    return parse(bytes, room());
  }

  /**
   * @param room bytes of memory for what the file describes, and again for the network's weights
   */
  static OnnxModel parse(byte[] bytes, long room) throws InvalidProtocolBufferException {
    ModelProto model = model(bytes, room);
    if (!model.hasGraph()) {
      throw new OnnxException("it is no ONNX model: it holds no graph");
    }
    int opset = opset(model);
    try {
      return new OnnxModel(
          new GraphReader(model.getGraph(), opset, new Extent(room)).read(),
          metadata(model),
          opset,
          sha256(bytes));
    } catch (InvalidNetworkException | ArithmeticException e) {
      throw new OnnxException(e.getMessage(), e);
    }
  }

  private static byte[] bytes(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new OnnxException("cannot read '%s': it is no file; give an ONNX file".formatted(path));
    }
    try {
      long size = Files.size(path);
      // The bytes, then the weights as floats, then a copy of the largest.
      if (size > MAX_FILE_BYTES) {
        throw new OnnxException(
            "'%s' has %d MB; at most 2 GB can be read, as in every ONNX file without external data"
                .formatted(path, size >> 20));
      }
      if (size > room()) {
        throw new UnreadableOnnxException(
            "'%s' has %d MB, which is too much for this process: give it more memory (java -Xmx)"
                .formatted(path, size >> 20));
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new UnreadableOnnxException(
          "cannot read '%s': there is no such file; give an ONNX file".formatted(path), e);
    } catch (IOException e) {
      throw new UnreadableOnnxException("cannot read '%s': %s".formatted(path, e.getMessage()), e);
    }
  }

  /** A third of the heap: the file takes one itself. */
  private static long room() {
    return Runtime.getRuntime().maxMemory() / 3;
  }

  private static ModelProto model(byte[] bytes, long room) throws InvalidProtocolBufferException {
    long footprint = Footprint.of(bytes, ModelProto.getDescriptor());
    if (footprint > room) {
      throw new UnreadableOnnxException(
          "its %d bytes describe so much that reading them takes %d MB; give this process more memory (java -Xmx)"
              .formatted(bytes.length, footprint >> 20));
    }
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    in.enableAliasing(true); // weights stay where they are, not copied
    try {
      return ModelProto.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  private static int opset(ModelProto model) {
    long opset =
        model.getOpsetImportList().stream()
            .filter(id -> id.getDomain().isEmpty() || id.getDomain().equals("ai.onnx"))
            .mapToLong(OperatorSetIdProto::getVersion)
            .max()
            .orElseThrow(() -> new OnnxException("it does not say which opset it uses"));
    if (opset < FIRST_OPSET || opset > Integer.MAX_VALUE) {
      throw new OnnxException(
          "it uses opset %d; export it with opset %d or later".formatted(opset, FIRST_OPSET));
    }
    return (int) opset;
  }

  private static Map<String, String> metadata(ModelProto model) {
    return model.getMetadataPropsList().stream()
        .collect(
            Collectors.toMap(
                StringStringEntryProto::getKey,
                StringStringEntryProto::getValue,
                (first, second) -> second));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
