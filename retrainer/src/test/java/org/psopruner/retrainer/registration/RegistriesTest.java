package org.psopruner.retrainer.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistriesTest {
  private static final URI MADE = URI.create("file:///made/");

  private static Registries registries(String setting, String value) {
    return new Registries(
        new SmallRyeConfigBuilder()
            .withMapping(RegistrySettings.class)
            .withDefaultValue("psopruner.registry." + setting, value)
            .build()
            .getConfigMapping(RegistrySettings.class));
  }

  @Test
  void aServerOfModelsIsToldThePlaceThatIsSet() {
    assertThat(
            registries("kserve.storage-uri", "pvc://models/{experiment}/{id}")
                .serving("vgg16", "17", MADE))
        .hasToString("pvc://models/vgg16/17");
    assertThat(registries("s3.bucket", "models").serving("vgg16", "17", MADE))
        .hasToString("s3://models/vgg16/17/serving");
    assertThat(registries("retry-at-most", "PT1S").serving("vgg16", "17", MADE)).isEqualTo(MADE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://models/{baseline}", "s3://our models/{id}", "s3://"})
  void aPlaceThatIsNoUriIsRefusedBeforeAnyTraining(String template) {
    assertThatThrownBy(() -> registries("kserve.storage-uri", template))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "PSOPRUNER_REGISTRY_KSERVE_STORAGE_URI is '%s', which is no URI (".formatted(template))
        .hasMessageEndingWith(
            "); of braces it may hold {experiment} and {id}, and a space is written %20");
  }
}
