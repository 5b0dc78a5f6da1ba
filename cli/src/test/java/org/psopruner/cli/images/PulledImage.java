package org.psopruner.cli.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image for one platform, as whoever pulls it sees it.
 *
 * @param config what it says of how it is run
 * @param layers where each of them is, the lowest first
 */
record PulledImage(JsonNode config, List<URI> layers) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String ANY =
      "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
          + "application/vnd.docker.distribution.manifest.list.v2+json, "
          + "application/vnd.docker.distribution.manifest.v2+json";

  /**
   * The image of a name for each platform that it is there for.
   *
   * @param registry {@code host:port}
   * @param name {@code group/name:tag}
   */
  static Map<String, PulledImage> of(String registry, String name) throws Exception {
    String[] parts = name.split(":", -1);
    URI repository = URI.create("http://%s/v2/%s/".formatted(registry, parts[0]));
    Map<String, PulledImage> images = new TreeMap<>();
    for (JsonNode found : get(repository.resolve("manifests/" + parts[1])).path("manifests")) {
      JsonNode manifest = get(repository.resolve("manifests/" + found.path("digest").asText()));
      JsonNode platform = found.path("platform");
      images.put(
          platform.path("os").asText() + "/" + platform.path("architecture").asText(),
          new PulledImage(
              get(blob(repository, manifest.path("config"))),
              manifest.path("layers").findValuesAsText("digest").stream()
                  .map(digest -> repository.resolve("blobs/" + digest))
                  .toList()));
    }
    return images;
  }

  private static URI blob(URI repository, JsonNode descriptor) {
    return repository.resolve("blobs/" + descriptor.path("digest").asText());
  }

  private static JsonNode get(URI place) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(place).header("Accept", ANY).build();
    HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as("%s", place).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** A part of its configuration: words. */
  List<String> words(String path) {
    List<String> words = new ArrayList<>();
    config.at(path).forEach(word -> words.add(word.asText()));
    return words;
  }

  /** The folder that it is run in. */
  Path workingFolder(Path root) {
    return root.resolve(config.at("/config/WorkingDir").asText().substring(1));
  }

  /** Its files, with the rights that they have in it. */
  void unpack(Path root) throws Exception {
    Files.createDirectories(root);
    for (URI layer : layers) {
      Process tar =
          new ProcessBuilder(
                  "tar",
                  "-xz",
                  "--preserve-permissions",
                  "--warning=no-unknown-keyword",
                  "-C",
                  root.toString())
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (InputStream in =
              HTTP.send(
                      HttpRequest.newBuilder(layer).build(),
                      HttpResponse.BodyHandlers.ofInputStream())
                  .body();
          OutputStream out = tar.getOutputStream()) {
        in.transferTo(out);
      }
      assertThat(tar.waitFor()).isZero();
    }
  }
}
