package org.psopruner.pruning.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.psopruner.pruning.network.Network;

/**
 * Writes networks as ONNX files: opset 17, IR version 8, float32 weights, and a free batch size
 * {@code n}. The same network and metadata give the same bytes, and {@link OnnxReader} reads an
 * equal network from them.
 */
public final class OnnxWriter {
  /** The opset of the files. */
  public static final int OPSET = 17;

  private static final int IR_VERSION = 8;
  private static final String VERSION = "0.1.0";

  private OnnxWriter() {}

  /**
   * Writes a file, over one that is there.
   *
   * @param metadata the file's metadata properties, such as {@link OnnxModel#MEAN}
   * @throws OnnxException if the file cannot be written
   */
  public static void write(Network network, Map<String, String> metadata, Path path) {
    ModelProto model = model(network, metadata);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      model.writeTo(out);
    } catch (IOException e) {
      throw new OnnxException("cannot write '%s': %s".formatted(path, e.getMessage()), e);
    }
  }

  /** The bytes of the file that {@link #write} writes. */
  public static byte[] bytes(Network network, Map<String, String> metadata) {
    return model(network, metadata).toByteArray();
  }

  private static ModelProto model(Network network, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("PSOPruner")
            .setProducerVersion(VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(new GraphWriter(network).write());
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
