package org.psopruner.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Kustomize makes: the overlays that are there, and the components that none of them uses. */
enum Overlay {
  KIND("overlays/kind"),
  PRODUCTION("overlays/production"),
  GPU("overlays/gpu"),
  CONSUMER_GROUP("target/combinations/strimzi,keda-lag,keda-lag-strimzi"),
  OWN_BROKER("target/combinations/own-broker,keda-queue"),
  OLD_BROKER("target/combinations/own-broker,keda-lag"),
  OBSERVED("target/combinations/strimzi,keda-queue,observability,tracing,registry");

  /** The first kubectl whose Kustomize is of version 5, as all since. */
  private static final String TOO_OLD =
      "kubectl is older than 1.27, whose Kustomize reads other files";

  private static final Map<Overlay, Resources> BUILT = new ConcurrentHashMap<>();

  private final String place;

  Overlay(String place) {
    this.place = place;
  }

  /** Its resources. The test is skipped where no kubectl is that can make them. */
  Resources build() {
    assumeTrue(Kubectl.MISSING.isEmpty(), () -> Kubectl.MISSING.orElseThrow());
    return BUILT.computeIfAbsent(this, Overlay::make);
  }

  private Resources make() {
    try {
      Path folder = Repository.DEPLOY.resolve(place);
      if (place.startsWith("target/")) {
        writeKustomization(folder);
      }
      return Resources.of(StrictYaml.documents(Kubectl.run("kustomize", folder.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder's name says of which components. */
  private static void writeKustomization(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        Arrays.stream(folder.getFileName().toString().split(",", -1))
            .map(component -> "  - ../../../components/" + component + "\n")
            .collect(
                Collectors.joining(
                    "", "namespace: psopruner\nresources:\n  - ../../../base\ncomponents:\n", "")));
  }

  /** The command, and why it cannot be used where it cannot. */
  private static final class Kubectl {
    static final Optional<String> MISSING = whyMissing();

    private Kubectl() {}

    private static Optional<String> whyMissing() {
      try {
        JsonNode version = new ObjectMapper().readTree(run("version", "--client", "-o", "json"));
        return version.path("kustomizeVersion").asText("v0").compareTo("v5") < 0
            ? Optional.of(TOO_OLD)
            : Optional.empty();
      } catch (IOException e) {
        return Optional.of("there is no kubectl, 1.27 or later: " + e.getMessage());
      }
    }

    static String run(String... arguments) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList());
      Path errors = Files.createTempFile("kubectl", ".log");
      try {
        Process process = builder.redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IOException(Files.readString(errors));
        }
        return output;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      } finally {
        Files.delete(errors);
      }
    }
  }
}
