package org.psopruner.registry.webhook;

import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.http.HttpService;

/**
 * Posts the event of each model to an address, as a CloudEvent 1.0 over HTTP, until it is answered
 * with 2xx. It may come more than once; its id is the same then.
 */
public final class Webhook implements ModelRegistry {
  private final HttpService server;
  private final Mode mode;

  /** How an event becomes a request. */
  public enum Mode {
    /** Attributes are headers, the message is the body. */
    BINARY,
    /** The body is JSON that holds both ({@code application/cloudevents+json}). */
    STRUCTURED
  }

  public Webhook(HttpService server, Mode mode) {
    this.server = server;
    this.mode = mode;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public URI register(FinishedModel model) {
    Map<String, String> headers = new HashMap<>();
    byte[] body = write(model.event(), headers);
    server.require(server.send("POST", "", headers, body), "take an event");
    return server.base();
  }

  private byte[] write(CloudEvent event, Map<String, String> headers) {
    AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
    var writer = HttpMessageFactory.createWriter(headers::put, body::set);
    if (mode == Mode.BINARY) {
      writer.writeBinary(event);
    } else {
      writer.writeStructured(event, new JsonFormat());
    }
    return body.get();
  }
}
