package org.psopruner.cli.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.psopruner.cli.process.FreePorts;

/** A real Prometheus, Debian's, that asks as {@code deploy/} says, but each second. */
final class PrometheusServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it. The test is skipped where it is not installed.
   *
   * @param folder takes its files
   * @param services where each serves: {@code host:port}
   * @param viewer the token, for those that want one
   */
  static PrometheusServer start(Path folder, Map<String, String> services, Path viewer)
      throws IOException {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "prometheus"))),
        "prometheus is not installed (apt-get install prometheus): no query was asked of it");
    ObjectNode settings = JSON.createObjectNode();
    settings.putObject("global").put("scrape_interval", "1s").put("evaluation_interval", "1s");
    settings.putArray("rule_files").add(rules(folder).toString());
    ArrayNode jobs = settings.putArray("scrape_configs");
    for (JsonNode monitor : Queries.monitors()) {
      jobs.add(job(monitor, services, viewer));
    }
    Path file = Files.writeString(folder.resolve("prometheus.yml"), settings.toString());
    int port = FreePorts.find(1).get(0);
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PrometheusServer server = new PrometheusServer(process, port);
    await()
        .atMost(Duration.ofMinutes(1))
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError(Files.readString(log));
              }
            })
        .until(server::isReady);
    return server;
  }

  private boolean isReady() {
    try {
      return send("/-/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** JSON is YAML, too. */
  private static Path rules(Path folder) throws IOException {
    return Files.writeString(folder.resolve("rules.yml"), Queries.rules().toString());
  }

  /** What Prometheus' operator makes of a PodMonitor, as far as this one says anything. */
  private static ObjectNode job(JsonNode monitor, Map<String, String> services, Path viewer) {
    String service = monitor.at("/metadata/name").asText();
    JsonNode endpoint = monitor.at("/spec/podMetricsEndpoints/0");
    ObjectNode job = JSON.createObjectNode();
    job.put("job_name", "psopruner/" + service).put("metrics_path", endpoint.at("/path").asText());
    if (endpoint.has("authorization")) {
      job.putObject("authorization")
          .put("type", endpoint.at("/authorization/type").asText())
          .put("credentials_file", viewer.toString());
    }
    ObjectNode target = job.putArray("static_configs").addObject();
    target.putArray("targets").add(services.get(service));
    target.putObject("labels").put("pod", service + "-0");
    return job;
  }

  /** What an expression is now. */
  JsonNode ask(String expression) throws IOException {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)).path("result");
  }

  /** The data that its API answers. */
  JsonNode get(String path) throws IOException {
    JsonNode answer = JSON.readTree(send(path).body());
    assertThat(answer.path("status").asText()).as(answer::toString).isEqualTo("success");
    return answer.path("data");
  }

  private HttpResponse<byte[]> send(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
