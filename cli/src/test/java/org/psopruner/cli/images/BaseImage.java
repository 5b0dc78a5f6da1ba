package org.psopruner.cli.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * An image to build on where none can be had: there for each platform, with nothing in it. A Java
 * is what is missing in it.
 */
final class BaseImage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String OCI = "application/vnd.oci.image.";

  /** The two blocks of zeros that end a tar, and no file before them. */
  private static final byte[] EMPTY_TAR = new byte[1024];

  private final URI registry;
  private final String name;

  private BaseImage(URI registry, String name) {
    this.registry = registry;
    this.name = name;
  }

  /**
   * Pushes it.
   *
   * @param registry {@code host:port}
   * @param name without a tag
   * @param architectures as Linux has them in OCI
   * @return what it is called, registry and tag included
   */
  static String push(String registry, String name, List<String> architectures) throws Exception {
    BaseImage base = new BaseImage(URI.create("http://" + registry), name);
    ObjectNode index = typed("index");
    ArrayNode manifests = index.putArray("manifests");
    for (String architecture : architectures) {
      ObjectNode manifest = descriptor("manifest", base.manifest(architecture));
      manifest.set("platform", platform(architecture));
      manifests.add(manifest);
    }
    base.put("manifests/1", OCI + "index.v1+json", index.toString().getBytes(UTF_8));
    return "%s/%s:1".formatted(registry, name);
  }

  /** Pushes what an index names. */
  private byte[] manifest(String architecture) throws Exception {
    byte[] layer = zipped(EMPTY_TAR);
    ObjectNode config = platform(architecture);
    config.putObject("config");
    config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(digest(EMPTY_TAR));
    byte[] configured = config.toString().getBytes(UTF_8);
    upload(layer);
    upload(configured);
    ObjectNode manifest = typed("manifest");
    manifest.set("config", descriptor("config", configured));
    manifest.putArray("layers").add(descriptor("layer", layer));
    byte[] bytes = manifest.toString().getBytes(UTF_8);
    put("manifests/" + digest(bytes), OCI + "manifest.v1+json", bytes);
    return bytes;
  }

  private static ObjectNode typed(String kind) {
    return JSON.createObjectNode()
        .put("schemaVersion", 2)
        .put("mediaType", OCI + kind + ".v1+json");
  }

  private static ObjectNode platform(String architecture) {
    return JSON.createObjectNode().put("architecture", architecture).put("os", "linux");
  }

  private static ObjectNode descriptor(String kind, byte[] content) {
    return JSON.createObjectNode()
        .put("mediaType", OCI + kind + (kind.equals("layer") ? ".v1.tar+gzip" : ".v1+json"))
        .put("digest", digest(content))
        .put("size", content.length);
  }

  private void upload(byte[] content) throws Exception {
    HttpResponse<Void> begun =
        HTTP.send(
            HttpRequest.newBuilder(registry.resolve("/v2/" + name + "/blobs/uploads/"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding());
    URI place = registry.resolve(begun.headers().firstValue("Location").orElseThrow());
    send(URI.create(place + "&digest=" + digest(content)), "application/octet-stream", content);
  }

  private void put(String path, String type, byte[] content) throws Exception {
    send(registry.resolve("/v2/" + name + "/" + path), type, content);
  }

  private static void send(URI place, String type, byte[] content) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(place)
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(content);
    }
    return zipped.toByteArray();
  }

  private static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
