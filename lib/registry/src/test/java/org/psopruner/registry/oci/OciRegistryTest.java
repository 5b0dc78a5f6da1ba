package org.psopruner.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import land.oras.ContainerRef;
import land.oras.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.RefusedException;
import org.psopruner.registry.UnavailableException;
import org.psopruner.registry.testing.DockerRegistry;
import org.psopruner.registry.testing.Models;

/** Against a real registry. */
@Timeout(60)
class OciRegistryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** The password is s3cret. */
  private static final String HTPASSWD =
      "me:$2b$05$YkhGzQqdlW0eKcVhTt5nUur9Kxd36gT39fRRly6KemgpiW8SMT01u";

  @TempDir Path folder;

  private DockerRegistry docker;

  @BeforeEach
  void start() throws Exception {
    docker = new DockerRegistry(folder, Optional.empty());
    docker.start();
  }

  @AfterEach
  void stop() throws Exception {
    docker.stop();
  }

  private OciRegistry registry(OciRegistry.Login... login) {
    return new OciRegistry(
        new OciRegistry.Repository(
            docker.host() + "/models/{baseline}", true, Stream.of(login).findFirst()));
  }

  @Test
  void aModelIsPulledBackBitForBit() throws Exception {
    FinishedModel model = Models.in(folder.resolve("out"), "Night-Run_1");

    URI place = registry().register(model);

    Path pulled = folder.resolve("pulled");
    Files.createDirectories(pulled);
    Registry other = Registry.builder().insecure().build();
    other.pullArtifact(
        ContainerRef.parse(docker.host() + "/models/vgg16:Night-Run_1"), pulled, false);
    for (String file : Models.FILES) {
      assertThat(pulled.resolve(file)).hasSameBinaryContentAs(folder.resolve("out/" + file));
    }
    JsonNode manifest = manifest(model.id());
    assertThat(manifest.path("mediaType").asText()).isEqualTo(MANIFEST);
    assertThat(manifest.path("artifactType").asText()).isEqualTo(OciRegistry.ARTIFACT_TYPE);
    assertThat(manifest.path("config").path("mediaType").asText())
        .isEqualTo("application/vnd.oci.empty.v1+json");
    assertThat(manifest.path("layers"))
        .extracting(layer -> layer.at("/annotations/org.opencontainers.image.title").asText())
        .containsExactlyElementsOf(Models.FILES);
    assertThat(manifest.at("/layers/0/digest").asText())
        .isEqualTo("sha256:" + model.ready().model().sha256());
    assertThat(manifest.at("/layers/0/mediaType").asText()).isEqualTo("application/vnd.onnx");
    assertThat(manifest.at("/annotations/org.psopruner.seed").asText()).isEqualTo("-7");
    assertThat(place.toString()).startsWith("oci://" + docker.host() + "/models/vgg16@sha256:");
  }

  @Test
  void oneThatWasDownHasTheModelOnceWhenItIsBack() throws Exception {
    FinishedModel model = Models.in(folder.resolve("out"), "vgg");
    docker.stop();
    assertThatThrownBy(() -> registry().register(model))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("the OCI registry " + docker.host() + " does not answer")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    docker.start();

    URI place = registry().register(model);
    assertThat(registry().register(model)).isEqualTo(place);
    // As if the first attempt had ended before the tag that is looked for.
    assertThat(manifest("vgg")).isEqualTo(manifest(model.id()));
    Path tags = folder.resolve("storage/docker/registry/v2/repositories/models/vgg16/_manifests");
    deleteTag(tags, model.id());
    assertThat(registry().register(model)).isEqualTo(place);

    try (Stream<Path> revisions = Files.list(tags.resolve("revisions/sha256"))) {
      assertThat(revisions).hasSize(1);
    }
  }

  private static void deleteTag(Path manifests, String tag) throws IOException {
    try (Stream<Path> files = Files.walk(manifests.resolve("tags").resolve(tag))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void whoMayNotPushIsUnavailableAndSaysNoPassword() throws Exception {
    docker.stop();
    Path others = Files.createDirectory(folder.resolve("closed"));
    Path htpasswd = Files.writeString(others.resolve("htpasswd"), HTPASSWD);
    docker = new DockerRegistry(others, Optional.of(htpasswd));
    docker.start();
    FinishedModel model = Models.in(folder.resolve("out"), "vgg");

    assertThatThrownBy(() -> registry(new OciRegistry.Login("me", "gu3ss")).register(model))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("answers 401")
        .hasMessageNotContaining("gu3ss");
    registry(new OciRegistry.Login("me", "s3cret")).register(model);
  }

  @Test
  void whatCannotBeInAPathIsADash() {
    assertThat(OciRegistry.component("VGG16_bn.v1--x")).isEqualTo("vgg16_bn.v1--x");
    assertThat(OciRegistry.component("my model (1)")).isEqualTo("my-model-1");
    assertThat(OciRegistry.component("vgg16+bn")).isEqualTo("vgg16-bn");
    assertThat(OciRegistry.component("a..b")).isEqualTo("a-b");
    assertThat(OciRegistry.component("_x_")).isEqualTo("x");
    assertThatThrownBy(() -> OciRegistry.component("模型"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("'模型' cannot be part");
  }

  @Test
  void aRepositoryThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new OciRegistry.Repository("models", true, Optional.empty()))
        .hasMessageStartingWith("the OCI repository is 'models'; it must be host[:port]/path");
    assertThat(new OciRegistry.Login("me", "s3cret").toString()).doesNotContain("s3cret");
  }

  private JsonNode manifest(String tag) throws Exception {
    return JSON.readTree(
        docker.get("/v2/models/vgg16/manifests/" + tag, Map.of("Accept", MANIFEST)).body());
  }
}
