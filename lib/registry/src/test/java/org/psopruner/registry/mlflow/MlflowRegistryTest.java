package org.psopruner.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.UnavailableException;
import org.psopruner.registry.http.Credentials;
import org.psopruner.registry.http.HttpService;
import org.psopruner.registry.testing.FakeServer;
import org.psopruner.registry.testing.Models;
import org.psopruner.registry.testing.RegistryContract;

class MlflowRegistryTest extends RegistryContract {
  private final FakeMlflow mlflow = new FakeMlflow();

  @Override
  protected FakeServer server() {
    return mlflow;
  }

  @Override
  protected ModelRegistry registry() {
    return new MlflowRegistry(
        new HttpService("MLflow", mlflow.uri(), Credentials.NONE),
        "psopruner",
        "{baseline}-pruned",
        "candidate");
  }

  @AfterEach
  void stop() {
    mlflow.close();
  }

  @Override
  protected void assertHoldsOnly(FinishedModel... models) throws IOException {
    assertThat(mlflow.experiments).containsOnlyKeys("psopruner");
    assertThat(mlflow.runs).hasSize(models.length);
    assertThat(mlflow.models).containsOnlyKeys("vgg16-pruned");
    assertThat(mlflow.models.get("vgg16-pruned")).hasSize(models.length);
    assertThat(mlflow.artifacts).hasSize(Models.FILES.size() * models.length);
    assertThat(mlflow.aliases)
        .isEqualTo(Map.of("vgg16-pruned@candidate", Integer.toString(models.length)));
    for (int i = 0; i < models.length; i++) {
      Path made = models[i].model().path().resolveSibling("x");
      for (String file : Models.FILES) {
        assertThat(mlflow.artifacts.get("1/r%d/artifacts/%s".formatted(i + 1, file)))
            .isEqualTo(Files.readAllBytes(made.resolveSibling(file)));
      }
      assertThat(mlflow.runs.get(i).at("/info/status").asText()).isEqualTo("FINISHED");
    }
  }

  @Test
  void anotherRetrainerMayMakeTheExperimentAndTheModelInBetween() throws IOException {
    mlflow.madeMeanwhile = true;
    FinishedModel model = Models.in(folder, "night-run");

    registry().register(model);

    assertHoldsOnly(model);
  }

  @Test
  void aRunTellsWhereTheModelComesFromAndHowGoodItIs() {
    FinishedModel model = Models.in(folder, "night-run");

    URI place = registry().register(model);

    assertThat(place).hasToString("models:/vgg16-pruned/1");
    JsonNode data = mlflow.runs.get(0).path("data");
    assertThat(values(data.path("params")))
        .containsEntry("experiment", "night-run")
        .containsEntry("model_sha256", model.ready().model().sha256())
        .containsEntry("dataset_sha256", model.ready().metrics().datasetSha256())
        .containsEntry("seed", "-7")
        .containsEntry("opset", "17")
        .containsEntry("input", "images float32 [-1, 3, 32, 32]");
    assertThat(values(data.path("metrics")))
        .containsEntry("validation_accuracy", "0.895")
        .containsEntry("test_accuracy", "0.87")
        .containsEntry("parameters", "60.0")
        .containsEntry("baseline_parameters", "1000.0");
    assertThat(values(data.path("tags"))).containsEntry("psopruner.id", model.id());
    assertThat(mlflow.models.get("vgg16-pruned").get(0).path("source").asText())
        .isEqualTo("mlflow-artifacts:/1/r1/artifacts");
  }

  @Test
  void anAliasDoesNotGoBackToAnEarlierVersion() {
    FinishedModel first = Models.in(folder.resolve("1"), "first");
    FinishedModel second = Models.in(folder.resolve("2"), "second");
    registry().register(first);
    registry().register(second);

    registry().register(first);

    assertThat(mlflow.aliases).containsEntry("vgg16-pruned@candidate", "2");
  }

  @Test
  void aServerThatKeepsArtifactsElsewhereIsToBeSetUpOtherwise() {
    mlflow.scheme = "s3://bucket";

    assertThatThrownBy(() -> registry().register(Models.in(folder, "vgg16")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("start it with --serve-artifacts");
  }

  private static Map<String, String> values(JsonNode pairs) {
    Map<String, String> values = new TreeMap<>();
    pairs.forEach(pair -> values.put(pair.path("key").asText(), pair.path("value").asText()));
    return values;
  }
}
