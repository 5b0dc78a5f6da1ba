package org.psopruner.registry.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceServiceTest {
  @Test
  void itServesTheModelsFolder() throws Exception {
    JsonNode service =
        new YAMLMapper()
            .readTree(
                InferenceService.yaml(
                    "Night.Run_1",
                    "ab".repeat(32),
                    "12".repeat(32),
                    URI.create("s3://models/a:b")));

    assertThat(service.path("apiVersion").asText()).isEqualTo("serving.kserve.io/v1beta1");
    assertThat(service.path("kind").asText()).isEqualTo("InferenceService");
    assertThat(service.at("/metadata/name").asText()).isEqualTo("night-run-1");
    assertThat(service.at("/metadata/annotations/psopruner.org~1model-sha256").asText())
        .isEqualTo("12".repeat(32));
    JsonNode model = service.at("/spec/predictor/model");
    assertThat(model.at("/modelFormat/name").asText()).isEqualTo("onnx");
    assertThat(model.at("/modelFormat/version").isTextual()).isTrue();
    assertThat(model.path("protocolVersion").asText()).isEqualTo("v2");
    assertThat(model.path("storageUri").asText()).isEqualTo("s3://models/a:b");
  }

  @ParameterizedTest
  @CsvSource({"vgg16,vgg16", "7b,model-7b", "-x-,model-x", "___,model", "A__b.,a-b"})
  void itsNameIsOneThatKubernetesTakes(String experiment, String name) {
    assertThat(InferenceService.name(experiment)).isEqualTo(name);
    assertThat(InferenceService.name("x".repeat(100))).hasSize(40);
  }
}
