package org.psopruner.registry.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.ModelReady;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.RefusedException;
import org.psopruner.registry.UnavailableException;
import org.psopruner.registry.http.Credentials;
import org.psopruner.registry.http.HttpService;
import org.psopruner.registry.testing.FakeServer;
import org.psopruner.registry.testing.Models;

class WebhookTest {
  @TempDir Path folder;

  private final Receiver receiver = new Receiver();

  /** Takes what is posted to it. */
  private static final class Receiver extends FakeServer {
    private final List<Request> taken = new ArrayList<>();
    private int status = 204;

    @Override
    protected Reply answer(Request request) {
      taken.add(request);
      return Reply.json(status, "");
    }
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private Webhook hook(Webhook.Mode mode) {
    return new Webhook(
        new HttpService(
            "the webhook", receiver.uri().resolve("/models/"), Credentials.bearer("s3cret")),
        mode);
  }

  @Test
  void theEventGoesOutAsItCame() {
    FinishedModel model = Models.in(folder, "vgg16");

    hook(Webhook.Mode.BINARY).register(model);

    FakeServer.Request request = receiver.taken.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/models/");
    assertThat(request.header("ce-id")).contains(model.id());
    assertThat(request.header("ce-specversion")).contains("1.0");
    assertThat(request.header("ce-type")).contains("org.psopruner.model-ready.v1");
    assertThat(request.header("ce-traceparent")).isPresent();
    assertThat(request.header("content-type")).contains("application/json");
    assertThat(request.header("authorization")).contains("Bearer s3cret");
    assertThat(MessageJson.read(request.body(), ModelReady.class)).isEqualTo(model.ready());
    MessageReader reader = HttpMessageFactory.createReader(request.headers(), request.body());
    assertThat(reader.toEvent().getId()).isEqualTo(model.id());
  }

  @Test
  void theEventGoesOutAsOneJsonDocument() {
    FinishedModel model = Models.in(folder, "vgg16");

    hook(Webhook.Mode.STRUCTURED).register(model);

    FakeServer.Request request = receiver.taken.get(0);
    assertThat(request.header("content-type").orElseThrow())
        .startsWith("application/cloudevents+json");
    CloudEvent event =
        EventFormatProvider.getInstance()
            .resolveFormat(JsonFormat.CONTENT_TYPE)
            .deserialize(request.body());
    assertThat(event.getId()).isEqualTo(model.id());
    assertThat(event.getSubject()).isEqualTo("vgg16");
    assertThat(MessageJson.read(event.getData().toBytes(), ModelReady.class))
        .isEqualTo(model.ready());
  }

  /** Some receivers know who may post by a key in the address. */
  @Test
  void theAddressIsShownWithoutItsQuery() {
    FinishedModel model = Models.in(folder, "vgg16");
    Webhook hook =
        new Webhook(
            new HttpService(
                "the webhook", receiver.uri().resolve("/hook?code=s3cret"), Credentials.NONE),
            Webhook.Mode.BINARY);

    assertThat(hook.register(model)).isEqualTo(receiver.uri().resolve("/hook"));
    assertThat(receiver.taken.get(0).query()).containsEntry("code", "s3cret");
    receiver.status = 404;
    assertThatThrownBy(() -> hook.register(model))
        .hasMessageContaining("the webhook at %s/hook answers 404".formatted(receiver.uri()))
        .hasMessageNotContaining("s3cret");
    receiver.close();
    assertThatThrownBy(() -> hook.register(model))
        .hasMessageContaining("the webhook at %s/hook does not answer".formatted(receiver.uri()))
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void whatIsNotTakenComesAgainUnlessItIsRefused() {
    FinishedModel model = Models.in(folder, "vgg16");
    Webhook hook = hook(Webhook.Mode.BINARY);

    for (int status : new int[] {401, 404, 429, 500, 503}) {
      receiver.status = status;
      assertThatThrownBy(() -> hook.register(model))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("answers %d when asked to take an event".formatted(status))
          .hasMessageNotContaining("s3cret");
    }
    for (int status : new int[] {400, 410, 413, 415, 422}) {
      receiver.status = status;
      assertThatThrownBy(() -> hook.register(model)).isInstanceOf(RefusedException.class);
    }
    receiver.status = 200;
    hook.register(model);
    assertThat(receiver.taken)
        .extracting(request -> request.header("ce-id").orElseThrow())
        .containsOnly(model.id());
  }
}
