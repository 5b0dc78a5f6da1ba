package org.psopruner.cli.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.cli.process.BrokerChild;
import org.psopruner.cli.process.CoordinatorClient;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.run.SyntheticExperiment;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.ExperimentView.State;
import org.psopruner.registry.testing.DockerRegistry;

/**
 * The images of all services, built as {@code deploy/README.md} says, pulled from a real registry
 * under the names in {@code compose.yaml}, and run without Docker. It takes minutes: the property
 * {@code psopruner.images} asks for it.
 */
@EnabledIfSystemProperty(named = "psopruner.images", matches = "true")
@Timeout(3600)
class ImagesIT {
  private static final Path HOME = Path.of(System.getProperty("psopruner.home"));
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String AMD64 = "linux/amd64";
  private static final String ARM64 = "linux/arm64";
  private static final String TOKEN = "the-token-of-an-operator";

  @TempDir static Path folder;

  private static final List<Process> STARTED = new ArrayList<>();
  private static DockerRegistry registry;
  private static JsonNode compose;

  @BeforeAll
  static void build() throws Exception {
    compose = new YAMLMapper().readTree(HOME.resolve("deploy/compose.yaml").toFile());
    registry =
        new DockerRegistry(Files.createDirectory(folder.resolve("registry")), Optional.empty());
    registry.start();
    String base = BaseImage.push(registry.host(), "base/java", List.of("amd64", "arm64"));
    File log = folder.resolve("build.log").toFile();
    Process maven =
        new ProcessBuilder(
                HOME.resolve("mvnw").toString(),
                "-B",
                "-ntp",
                "-Pimages",
                "package",
                "-DskipTests",
                "-pl",
                "swarm-coordinator,fitness-worker,retrainer",
                "-am",
                "-Dquarkus.container-image.push=true",
                "-Dquarkus.container-image.insecure=true",
                "-Dquarkus.container-image.registry=" + registry.host(),
                "-Dquarkus.jib.base-jvm-image=" + base,
                "-Dquarkus.jib.base-image-layers-cache=" + folder.resolve("base-layers"),
                "-Dquarkus.jib.application-layers-cache=" + folder.resolve("layers"))
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    assertThat(maven.waitFor()).as(() -> read(log)).isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    for (Process process : STARTED) {
      process.destroyForcibly().waitFor();
    }
    registry.stop();
  }

  private static String read(File file) {
    try {
      return Files.readString(file.toPath());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"swarm-coordinator", "fitness-worker", "retrainer"})
  void anImageIsThereForEachPlatform(String service) throws Exception {
    Map<String, PulledImage> images = pull(service);

    assertThat(images).containsOnlyKeys(AMD64, ARM64);
    for (PulledImage image : images.values()) {
      assertThat(image.config().at("/config/User").asText()).isEqualTo("10001");
      assertThat(image.config().at("/config/ExposedPorts").properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("8080/tcp");
      assertThat(image.words("/config/Entrypoint"))
          .startsWith("java")
          .endsWith("-jar", "quarkus-run.jar")
          .noneMatch(word -> word.startsWith("-Dquarkus.http.host"));
    }
    // What is native in it is there for both.
    assertThat(images.get(ARM64).layers()).isEqualTo(images.get(AMD64).layers());
    assertThat(images.get(ARM64).config().path("architecture").asText()).isEqualTo("arm64");
  }

  /** Whoever runs it: the user of the image, of a manifest, or of {@code compose.yaml}. */
  @ParameterizedTest
  @ValueSource(strings = {"swarm-coordinator", "fitness-worker", "retrainer"})
  void anybodyMayReadWhatIsInIt(String service) throws Exception {
    Path root = folder.resolve("looked-at-" + service);
    PulledImage image = pull(service).get(AMD64);
    image.unpack(root);

    assertThat(image.workingFolder(root).resolve("quarkus-run.jar")).isRegularFile();
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).hasSizeGreaterThan(50);
      for (Path file : files) {
        assertThat(Files.getPosixFilePermissions(file))
            .as("%s", file)
            .contains(PosixFilePermission.OTHERS_READ);
      }
      List<String> forArm64 =
          files.stream()
              .map(file -> file.getFileName().toString())
              .filter(name -> name.contains("nd4j-native") && name.endsWith("linux-arm64.jar"))
              .toList();
      assertThat(forArm64).hasSize(service.equals("swarm-coordinator") ? 0 : 1);
    }
  }

  /** With a Java of this machine in place of the base image's. */
  @Test
  void aModelComesOutOfWhatIsInThem() throws Exception {
    List<Integer> ports = FreePorts.find(4);
    BrokerChild broker =
        new BrokerChild(BrokerSettings.in(folder.resolve("broker")).withPort(ports.get(0)));
    broker.start();
    try {
      URI coordinator = start("swarm-coordinator", ports.get(0), ports.get(1));
      start("fitness-worker", ports.get(0), ports.get(2));
      start("retrainer", ports.get(0), ports.get(3));
      Path output = folder.resolve("artifacts/out");
      ExperimentSpec spec =
          SyntheticExperiment.prepare(
              HOME,
              new SwarmParameters(2, 2, 1, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
              0,
              output,
              InstantSource.system());
      CoordinatorClient client = new CoordinatorClient(coordinator, LONG, Optional.of(TOKEN));
      client.create(spec);
      await().atMost(LONG).until(() -> client.experiment(spec.id()).state() == State.FINISHED);

      assertThat(output.resolve("model.onnx")).isNotEmptyFile();
    } finally {
      broker.stop();
    }
  }

  private static Map<String, PulledImage> pull(String service) throws Exception {
    return PulledImage.of(
        registry.host(), compose.at("/services/%s/image".formatted(service)).asText());
  }

  /** As the image and {@code compose.yaml} have it, but for the places on this machine. */
  private static URI start(String service, int broker, int port) throws Exception {
    Path root = folder.resolve("run-" + service);
    PulledImage image = pull(service).get(AMD64);
    image.unpack(root);
    ProcessBuilder builder =
        new ProcessBuilder(image.words("/config/Entrypoint"))
            .directory(image.workingFolder(root).toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(service + ".log").toFile());
    builder.environment().putAll(environment(service));
    builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + broker);
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    Process process = builder.start();
    STARTED.add(process);
    URI uri = URI.create("http://127.0.0.1:" + port);
    HttpRequest ready = HttpRequest.newBuilder(uri.resolve("/q/health/ready")).build();
    await(service)
        .atMost(LONG)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError(read(folder.resolve(service + ".log").toFile()));
              }
            })
        .ignoreException(ConnectException.class)
        .until(
            () ->
                HttpClient.newHttpClient()
                        .send(ready, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                    == 200);
    return uri;
  }

  private static Map<String, String> environment(String service) throws IOException {
    Path token = Files.writeString(folder.resolve("operator.token"), TOKEN);
    Map<String, String> environment = new HashMap<>();
    for (Map.Entry<String, JsonNode> variable :
        compose.at("/services/%s/environment".formatted(service)).properties()) {
      environment.put(
          variable.getKey(),
          variable
              .getValue()
              .asText()
              .replace("/run/secrets/operator", token.toString())
              .replace("/artifacts", folder.resolve("artifacts") + "," + HOME.resolve("demo"))
              .replace("/tmp/javacpp", folder.resolve("javacpp").toString()));
    }
    return environment;
  }
}
