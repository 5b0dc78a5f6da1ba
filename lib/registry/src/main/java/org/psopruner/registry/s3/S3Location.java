package org.psopruner.registry.s3;

import java.net.URI;
import org.psopruner.messages.ModelReady;

/**
 * Where models lie in object storage.
 *
 * @param bucket that is there
 * @param prefix of all keys; empty, or it ends with a slash
 */
public record S3Location(String bucket, String prefix) {
  public S3Location {
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException(
          "the S3 bucket is '%s'; it must be 3 to 63 lower-case letters, digits, '.' and '-'"
              .formatted(bucket));
    }
    prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
  }

  /** What the keys of a model begin with; ends with a slash. */
  String folder(ModelReady ready) {
    return "%s%s/%s/".formatted(prefix, ready.experimentId(), ready.globalBestId());
  }

  /** The key of the ONNX file. */
  String modelKey(ModelReady ready) {
    return "%sserving/%s/1/model.onnx".formatted(folder(ready), ready.experimentId());
  }

  /** The folder that a server of models is given. */
  public URI serving(ModelReady ready) {
    return uri(folder(ready) + "serving");
  }

  URI uri(String key) {
    return URI.create("s3://%s/%s".formatted(bucket, key));
  }
}
