package org.psopruner.registry.kubeflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.http.Credentials;
import org.psopruner.registry.http.HttpService;
import org.psopruner.registry.testing.FakeServer;
import org.psopruner.registry.testing.Models;
import org.psopruner.registry.testing.RegistryContract;

class KubeflowRegistryTest extends RegistryContract {
  private final FakeKubeflow kubeflow = new FakeKubeflow();

  @Override
  protected FakeServer server() {
    return kubeflow;
  }

  @Override
  protected ModelRegistry registry() {
    return new KubeflowRegistry(
        new HttpService("the Model Registry", kubeflow.uri(), Credentials.NONE),
        "{baseline}-pruned",
        model -> URI.create("s3://models/" + model.id()));
  }

  @AfterEach
  void stop() {
    kubeflow.close();
  }

  @Override
  protected void assertHoldsOnly(FinishedModel... models) {
    assertThat(kubeflow.models)
        .extracting(model -> model.path("name").asText())
        .containsExactly("vgg16-pruned");
    String[] ids = Arrays.stream(models).map(FinishedModel::id).toArray(String[]::new);
    assertThat(kubeflow.versions)
        .extracting(version -> version.path("externalId").asText())
        .containsExactly(ids);
    assertThat(kubeflow.artifacts)
        .extracting(artifact -> artifact.path("externalId").asText())
        .containsExactly(ids);
  }

  @Test
  void aVersionTellsWhatIsKnownAndItsArtifactWhereTheFilesAre() {
    FinishedModel model = Models.in(folder, "night-run");

    URI place = registry().register(model);

    assertThat(place)
        .isEqualTo(kubeflow.uri().resolve("/api/model_registry/v1alpha3/model_versions/2"));
    assertThat(kubeflow.versions.get(0).path("name").asText())
        .isEqualTo("night-run-" + model.id().substring(0, 12));
    assertThat(kubeflow.versions.get(0).at("/customProperties/seed/string_value").asText())
        .isEqualTo("-7");
    assertThat(
            kubeflow.versions.get(0).at("/customProperties/test_accuracy/double_value").asDouble())
        .isEqualTo(0.87);
    assertThat(kubeflow.artifacts.get(0).path("uri").asText())
        .isEqualTo("s3://models/" + model.id());
    assertThat(kubeflow.artifacts.get(0).path("modelFormatName").asText()).isEqualTo("onnx");
  }
}
