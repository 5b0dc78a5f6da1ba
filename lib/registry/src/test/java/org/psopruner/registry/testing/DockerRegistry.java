package org.psopruner.registry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real registry, Debian's docker-registry, as a process on the loopback address. */
public final class DockerRegistry {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder;
  private final int port;
  private Optional<Process> process = Optional.empty();

  /**
   * @param folder takes its files and its log
   * @param htpasswd who may log in; empty for everybody
   */
  public DockerRegistry(Path folder, Optional<Path> htpasswd) throws IOException {
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    String auth = htpasswd.map("auth: {htpasswd: {realm: test, path: %s}}\n"::formatted).orElse("");
    Files.writeString(
        folder.resolve("config.yml"),
        """
        version: 0.1
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "127.0.0.1:%d"}
        %s\
        """
            .formatted(folder.resolve("storage"), port, auth));
  }

  private static Path program() {
    Optional<Path> found =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .map(bin -> Path.of(bin, "docker-registry"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        found.isPresent(),
        "docker-registry is not installed (apt-get install docker-registry): nothing was pushed to"
            + " a real registry");
    return found.orElseThrow();
  }

  /** Starts it, and waits until it answers. The test is skipped where it is not installed. */
  public void start() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(program().toString(), "serve", folder.resolve("config.yml").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    Process started = builder.start();
    process = Optional.of(started);
    while (!answers()) {
      assertThat(started.isAlive()).as(() -> log()).isTrue();
      Thread.sleep(50);
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      get("/v2/", Map.of());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it is: {@code host:port}. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** What it answers. */
  public HttpResponse<byte[]> get(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host() + path));
    headers.forEach(request::header);
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Ends it; what it holds stays. */
  public void stop() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroyForcibly();
      assertThat(process.get().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
