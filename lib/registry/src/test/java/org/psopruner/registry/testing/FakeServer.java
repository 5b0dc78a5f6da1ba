package org.psopruner.registry.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP server that does what a registry's documents say, and refuses all that they do not name.
 * It can fail at any request, before it has done what was asked for or after.
 */
public abstract class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> violations = new ArrayList<>();
  private int requests;
  private int failing;
  private boolean afterwards;
  private boolean down;

  protected FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** A request; none is compared with another. The query's names and values are decoded. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    public String text() {
      return new String(body, UTF_8);
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** An answer; none is compared with another. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Reply(int status, String type, byte[] body) {
    public static Reply json(int status, Object body) {
      return new Reply(status, "application/json", body.toString().getBytes(UTF_8));
    }
  }

  /** Does what is asked for. */
  protected abstract Reply answer(Request request);

  /** Notes that a request is none that the documents name. */
  protected final Reply violation(Request request, String why) {
    violations.add("%s %s: %s".formatted(request.method(), request.path(), why));
    return Reply.json(400, "{\"message\":\"%s\"}".formatted(why.replace("\"", "'")));
  }

  /** What was asked for against the documents. */
  public List<String> violations() {
    return violations;
  }

  /** How many requests there were. */
  public int requests() {
    return requests;
  }

  /** Fails at the n-th request from now, the first is 1, and at no other. */
  public void failAt(int n, boolean afterItWasDone) {
    failing = requests + n;
    afterwards = afterItWasDone;
  }

  /** Takes {@link #failAt} back. */
  public void failNever() {
    failing = 0;
  }

  /** Whether it answers 503 to everything. */
  public void setDown(boolean down) {
    this.down = down;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = request(exchange);
      requests++;
      boolean fails = down || requests == failing;
      Reply reply =
          fails && !(afterwards && !down) ? Reply.json(503, "{}") : answerOrReport(request);
      if (fails) {
        reply = Reply.json(503, "{\"message\":\"busy\"}");
      }
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      boolean empty = reply.body().length == 0 || request.method().equals("HEAD");
      exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
      if (!empty) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private Reply answerOrReport(Request request) {
    try {
      return answer(request);
    } catch (RuntimeException e) {
      violations.add(e.toString());
      return Reply.json(500, "{}");
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query(exchange.getRequestURI()),
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new TreeMap<>();
    if (uri.getRawQuery() != null) {
      Arrays.stream(uri.getRawQuery().split("&", -1))
          .map(pair -> pair.split("=", 2))
          .forEach(
              pair -> query.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], UTF_8)));
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
