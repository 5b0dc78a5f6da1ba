package org.psopruner.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.ModelReady;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.testing.FakeServer;
import org.psopruner.registry.testing.Models;
import org.psopruner.registry.testing.RegistryContract;

class S3RegistryTest extends RegistryContract {
  private final FakeS3 s3 = new FakeS3();

  @Override
  protected FakeServer server() {
    return s3;
  }

  @Override
  protected ModelRegistry registry() {
    return new S3Registry(
        S3Clients.of(Optional.of(s3.uri()), "eu", Optional.of(new S3Clients.Keys("key", "s3cret"))),
        new S3Location("models", "pruned"));
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Override
  protected void assertHoldsOnly(FinishedModel... models) throws IOException {
    assertThat(s3.objects).hasSize(5 * models.length);
    for (FinishedModel model : models) {
      String name = model.ready().experimentId();
      String folder = "pruned/%s/%s/".formatted(name, model.id());
      assertThat(s3.objects.get(folder + "serving/" + name + "/1/model.onnx"))
          .isEqualTo(Files.readAllBytes(model.model().path()));
      assertThat(s3.objects.get(folder + "report.json"))
          .isEqualTo(Files.readAllBytes(model.model().path().resolveSibling("report.json")));
      assertThat(MessageJson.read(s3.objects.get(folder + "model-ready.json"), ModelReady.class))
          .isEqualTo(model.ready());
    }
  }

  @Test
  void aModelHasAFolderThatAServerOfModelsTakes() {
    FinishedModel model = Models.in(folder, "vgg16");

    assertThat(registry().register(model))
        .hasToString("s3://models/pruned/vgg16/%s/".formatted(model.id()));
    assertThat(new S3Location("models", "").serving("vgg16", model.id()))
        .hasToString("s3://models/vgg16/%s/serving".formatted(model.id()));
  }

  @Test
  void aPrefixMayHoldWhatAUriMayNot() {
    assertThat(new S3Location("models.2026", "our models/50%").serving("vgg16", "1"))
        .hasToString("s3://models.2026/our%20models/50%25/vgg16/1/serving")
        .hasPath("/our models/50%/vgg16/1/serving");
  }

  @Test
  void aBucketThatIsNoneIsRefusedAndASecretIsNotShown() {
    assertThatThrownBy(() -> new S3Location("s3://models", ""))
        .hasMessageStartingWith("the S3 bucket is 's3://models'; it must be");
    assertThat(new S3Clients.Keys("key", "s3cret").toString()).doesNotContain("s3cret");
  }
}
