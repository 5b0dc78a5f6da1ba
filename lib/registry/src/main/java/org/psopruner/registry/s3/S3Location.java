package org.psopruner.registry.s3;

import java.net.URI;
import java.net.URISyntaxException;

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
  String folder(String experimentId, String id) {
    return "%s%s/%s/".formatted(prefix, experimentId, id);
  }

  /** The key of the ONNX file. */
  String modelKey(String experimentId, String id) {
    return "%sserving/%s/1/model.onnx".formatted(folder(experimentId, id), experimentId);
  }

  /** The folder that a server of models is given. */
  public URI serving(String experimentId, String id) {
    return uri(folder(experimentId, id) + "serving");
  }

  /** That of a key, in which what no URI may hold, such as a space, is escaped. */
  URI uri(String key) {
    try {
      // By authority: not every bucket's name is one that a host could have.
      return new URI("s3", bucket, "/" + key, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "the key %s in the S3 bucket %s can be no URI".formatted(key, bucket), e);
    }
  }
}
