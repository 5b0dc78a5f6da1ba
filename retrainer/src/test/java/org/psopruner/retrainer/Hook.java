package org.psopruner.retrainer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that takes events, or does not, as a test wants it. */
final class Hook implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** An event that came, and what it was answered; none is compared with another. */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(Map<String, String> headers, byte[] body, int answer) {}

  private Hook(HttpServer server) {
    this.server = server;
    server.createContext("/models", this::handle);
    server.start();
  }

  static Hook start() {
    try {
      return new Hook(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      int answer = answers.getOrDefault(headers.get("ce-subject"), 204);
      requests.add(new Request(headers, exchange.getRequestBody().readAllBytes(), answer));
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  /** What events of an experiment are answered from now on; 204 unless this says otherwise. */
  void answer(String experiment, int status) {
    answers.put(experiment, status);
  }

  List<Request> requests(String experiment) {
    return requests.stream()
        .filter(request -> experiment.equals(request.headers().get("ce-subject")))
        .toList();
  }

  List<Request> taken(String experiment) {
    return requests(experiment).stream().filter(request -> request.answer() == 204).toList();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:%d/models".formatted(server.getAddress().getPort()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
