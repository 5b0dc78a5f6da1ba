package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is run is what the profile {@code images} makes; {@code ImagesIT} makes it. */
class ImagesTest {
  @ParameterizedTest
  @EnumSource
  void composeRunsWhatIsMade(ServiceUnderTest service) throws IOException {
    Compose compose =
        StrictYaml.as(
            Compose.class, StrictYaml.documents(Repository.DEPLOY.resolve("compose.yaml")).get(0));

    assertThat(compose.services().get(service.module()).image()).isEqualTo(made(service));
  }

  @ParameterizedTest
  @EnumSource
  void aClusterRunsWhatIsMade(ServiceUnderTest service) throws IOException {
    String cuda = service == ServiceUnderTest.COORDINATOR ? "" : "-cuda";

    assertThat(image(Overlay.KIND, service)).isEqualTo(made(service));
    assertThat(image(Overlay.PRODUCTION, service)).isEqualTo("registry.example/" + made(service));
    assertThat(image(Overlay.GPU, service)).isEqualTo("registry.example/" + made(service) + cuda);
  }

  @ParameterizedTest
  @EnumSource
  void aPodRunsAsTheUserOfTheImage(Overlay overlay) throws IOException {
    Long user = Long.valueOf(Repository.ofBuild("quarkus.jib.user"));

    for (ServiceUnderTest service : ServiceUnderTest.values()) {
      PodSecurityContext context = overlay.build().pod(service.module()).getSecurityContext();
      assertThat(context.getRunAsUser()).isEqualTo(user);
    }
  }

  private static String image(Overlay overlay, ServiceUnderTest service) {
    return overlay.build().container(service.module()).getImage();
  }

  private static String made(ServiceUnderTest service) throws IOException {
    return "%s/%s:%s"
        .formatted(
            Repository.ofBuild("quarkus.container-image.group"),
            service.module(),
            Repository.ofBuild("version"));
  }
}
