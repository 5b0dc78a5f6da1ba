package org.psopruner.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.testing.TestKafka;
import org.psopruner.coordinator.log.Workers;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.MessageJson;

/** The packaged service as a process of its own, as in production, with 256 MB of heap. */
class CoordinatorProcessIT {
  private static final Path HOME = Path.of(System.getProperty("psopruner.home"));
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static TestKafka kafka;

  @TempDir static Path folder;

  @BeforeAll
  static void start() {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** A running coordinator. */
  private record Service(Process process, int port) implements AutoCloseable {
    static Service start() throws IOException, InterruptedException {
      int port = freePort();
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  HOME.resolve("swarm-coordinator/target/quarkus-app/quarkus-run.jar").toString())
              .redirectErrorStream(true)
              .redirectOutput(Files.createTempFile(folder, "coordinator", ".log").toFile());
      builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
      builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
      Service service = new Service(builder.start(), port);
      await().atMost(TIMEOUT).until(() -> service.status("/q/health/ready") == 200);
      return service;
    }

    int status(String path) throws IOException, InterruptedException {
      try {
        return HTTP.send(request(path).build(), BodyHandlers.discarding()).statusCode();
      } catch (ConnectException notYet) {
        return 0;
      }
    }

    String get(String path) throws IOException, InterruptedException {
      return HTTP.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    int post(String json) throws IOException, InterruptedException {
      HttpRequest request =
          request("/experiments")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Ends it as {@code kill -9} does. */
    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }
  }

  @Test
  void vgg16IsSearchedWith256MegabytesAndAKilledProcessGoesOnWhereItWas() throws Exception {
    Path vgg16 = HOME.resolve("../shared/baseline/vgg16-cifar10.onnx");
    assumeThat(vgg16).exists();
    ExperimentSpec spec =
        Scenario.experiment("vgg16", FileReference.of(vgg16.toRealPath()), 10, 3, 0.06);
    String before;
    try (Service service = Service.start();
        Workers workers = new Workers(kafka.bootstrapServers())) {
      assertThat(service.post(json(spec))).isEqualTo(201);
      workers.score("vgg16", 15);
      await().until(() -> done(service) == 15);
      before = service.get("/experiments/vgg16");
    }

    try (Service service = Service.start();
        Workers workers = new Workers(kafka.bootstrapServers())) {
      assertThat(service.get("/experiments/vgg16")).isEqualTo(before);
      workers.scoreUntil("vgg16", () -> done(service) == 30);
      await().until(() -> service.get("/experiments/vgg16").contains("\"RETRAINING\""));
    }
  }

  private static int done(Service service) {
    try {
      return new ObjectMapper()
          .readTree(service.get("/experiments/vgg16"))
          .get("evaluationsDone")
          .asInt();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("the coordinator does not answer", e);
    }
  }

  private static String json(ExperimentSpec spec) throws IOException {
    return new ObjectMapper()
        .readTree(MessageJson.write(new ExperimentCreated(spec)))
        .get("experiment")
        .toString();
  }
}
