package org.psopruner.registry.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.psopruner.registry.testing.FakeServer;

/** What of S3's REST API is used, with buckets as parts of paths. */
final class FakeS3 extends FakeServer {
  private static final String BUCKET = "/models/";

  final Map<String, byte[]> objects = new TreeMap<>();

  @Override
  protected Reply answer(Request request) {
    Optional<String> signature = request.header("authorization");
    if (!signature.orElse("").matches("AWS4-HMAC-SHA256 Credential=key/[0-9]{8}/eu/s3/.*")) {
      return violation(request, "no signature");
    }
    if (!request.path().startsWith(BUCKET) || !request.query().isEmpty()) {
      return violation(request, "no such path");
    }
    String key = request.path().substring(BUCKET.length());
    return switch (request.method()) {
      case "HEAD" -> objects.containsKey(key) ? xml(200, "") : xml(404, "");
      case "PUT" -> put(request, key);
      default -> violation(request, "no such call");
    };
  }

  private Reply put(Request request, String key) {
    if (request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING")) {
      return violation(request, "not all servers take chunks");
    }
    Optional<String> sha256 = request.header("x-amz-checksum-sha256");
    if (sha256.isPresent() && !sha256.get().equals(sha256(request.body()))) {
      return violation(request, "BadDigest");
    }
    if (sha256.isEmpty() && !key.endsWith("model-ready.json")) {
      return violation(request, "no checksum");
    }
    objects.put(key, request.body());
    return xml(200, "");
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Reply xml(int status, String body) {
    return new Reply(status, "application/xml", body.getBytes(UTF_8));
  }
}
