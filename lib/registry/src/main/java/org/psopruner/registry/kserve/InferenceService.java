package org.psopruner.registry.kserve;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.Locale;

/**
 * KServe's {@code InferenceService} (v1beta1) for a model. It names no runtime: the cluster takes
 * one that serves ONNX by the Open Inference Protocol (v2).
 */
public final class InferenceService {
  /** Its name beside the model. */
  public static final String FILE_NAME = "inference-service.yaml";

  /** What is left of a host's name for KServe's own ends. */
  private static final int LONGEST_NAME = 40;

  private InferenceService() {}

  /**
   * The YAML.
   *
   * @param experimentId of the experiment, which the service is named after
   * @param id by which registries know the model
   * @param modelSha256 of the ONNX file
   * @param storage where the cluster finds the model's folder
   */
  public static String yaml(String experimentId, String id, String modelSha256, URI storage) {
    return """
    apiVersion: serving.kserve.io/v1beta1
    kind: InferenceService
    metadata:
      name: %s
      annotations:
        psopruner.org/experiment: %s
        psopruner.org/id: %s
        psopruner.org/model-sha256: %s
    spec:
      predictor:
        model:
          modelFormat:
            name: onnx
            version: "1"
          protocolVersion: v2
          storageUri: %s
    """
        .formatted(
            name(experimentId),
            quoted(experimentId),
            quoted(id),
            quoted(modelSha256),
            quoted(storage.toString()));
  }

  /** A name that begins with a letter and has lower-case letters, digits and dashes (RFC 1035). */
  static String name(String experimentId) {
    String name = experimentId.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    name = name.matches("[a-z].*") ? name : "model-" + name.replaceAll("^-+", "");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("-+$", "");
  }

  /** A string of JSON is one of YAML. */
  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
