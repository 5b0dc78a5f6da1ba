package org.psopruner.cli.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import org.psopruner.cli.RunFailedException;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RecordJson;

/** Requests to a coordinator's REST API, with the token that it asks for. */
public final class CoordinatorHttp {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final String base;
  private final Optional<String> token;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * @param coordinator {@code http://host:port}, with a path where it is behind one
   * @param token of an operator, if one is asked for
   */
  public CoordinatorHttp(URI coordinator, Optional<String> token) {
    this.base = coordinator.toString().replaceFirst("/+$", "");
    this.token = token;
  }

  /** A request for a path, without a limit of time. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    return request;
  }

  /**
   * What is answered, whatever its status.
   *
   * @throws IOException if nobody answers
   */
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    try {
      return client.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while the coordinator was asked", e);
    }
  }

  /** What a problem (RFC 9457) says; empty if that is none. */
  public static Optional<String> detail(byte[] body) {
    try {
      return Optional.ofNullable(RecordJson.read(body, Problem.class).detail());
    } catch (MessageException e) {
      return Optional.empty();
    }
  }

  private record Problem(String detail) {}
}
