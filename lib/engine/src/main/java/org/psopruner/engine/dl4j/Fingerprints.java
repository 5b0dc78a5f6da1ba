package org.psopruner.engine.dl4j;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.psopruner.data.LabelledImages;
import org.psopruner.data.Sha256;
import org.psopruner.engine.Normalization;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Tensor;

/**
 * Hashes of all that the output of a recalibrated layer depends on: the images, the layers before
 * it, and its own weights. The statistics that batch norms had before are not among it.
 */
final class Fingerprints {
  private static final HexFormat HEX = HexFormat.of();

  private Fingerprints() {}

  /** Of what a network reads. */
  static String of(LabelledImages images, Normalization normalization, int batch) {
    MessageDigest digest = Sha256.start();
    digest.update(
        "%s %s %d"
            .formatted(images.shape(), normalization, batch)
            .getBytes(StandardCharsets.UTF_8));
    byte[] pixels = new byte[images.shape().size()];
    for (int i = 0; i < images.size(); i++) {
      images.copyPixels(i, pixels, 0);
      digest.update(pixels);
    }
    return HEX.formatHex(digest.digest());
  }

  /**
   * By the layers' names.
   *
   * @param layers each behind those that it reads
   * @param inputName what the network's input is called
   * @param input the fingerprint of what the network reads
   */
  static Map<String, String> of(List<NativeLayer> layers, String inputName, String input) {
    Map<String, String> fingerprints = new HashMap<>();
    fingerprints.put(inputName, input);
    for (NativeLayer layer : layers) {
      fingerprints.put(layer.layer().name(), of(layer.current(), fingerprints));
    }
    return fingerprints;
  }

  private static String of(Layer layer, Map<String, String> fingerprints) {
    MessageDigest digest = Sha256.start();
    digest.update(layer.toString().getBytes(StandardCharsets.UTF_8)); // tensors by their shapes
    layer.inputs().forEach(name -> digest.update(HEX.parseHex(fingerprints.get(name))));
    for (Tensor tensor : learned(layer)) {
      ByteBuffer values = ByteBuffer.allocate(tensor.size() * Float.BYTES);
      values.asFloatBuffer().put(tensor.buffer());
      digest.update(values);
    }
    return HEX.formatHex(digest.digest());
  }

  private static List<Tensor> learned(Layer layer) {
    return layer instanceof Layer.BatchNorm norm
        ? List.of(norm.scale(), norm.shift())
        : layer.tensors();
  }
}
