package org.psopruner.cli.operations;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A collector of traces: OTLP over HTTP, in protobuf, as far as is looked at here. */
final class TraceSink implements AutoCloseable {
  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();

  /**
   * A span.
   *
   * @param parent empty if it is the first of its trace
   */
  record Span(String service, String trace, String id, String parent, String name) {}

  private TraceSink(HttpServer server) {
    this.server = server;
  }

  static TraceSink start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TraceSink sink = new TraceSink(server);
    server.createContext("/v1/traces", sink::take);
    server.start();
    return sink;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All that came so far. */
  List<Span> spans() {
    return List.copyOf(spans);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      messages(UnknownFieldSet.parseFrom(exchange.getRequestBody()), 1)
          .forEach(
              resource -> {
                String service = service(messages(resource, 1).findFirst().orElseThrow());
                messages(resource, 2)
                    .flatMap(scope -> messages(scope, 2))
                    .map(span -> span(service, span))
                    .forEach(spans::add);
              });
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Span span(String service, UnknownFieldSet span) {
    return new Span(
        service, hex(span, 1), hex(span, 2), hex(span, 4), field(span, 5).toStringUtf8());
  }

  private static String service(UnknownFieldSet resource) {
    return messages(resource, 1)
        .filter(attribute -> field(attribute, 1).toStringUtf8().equals("service.name"))
        .flatMap(attribute -> messages(attribute, 2))
        .map(value -> field(value, 1).toStringUtf8())
        .findFirst()
        .orElse("");
  }

  private static String hex(UnknownFieldSet message, int number) {
    return HexFormat.of().formatHex(field(message, number).toByteArray());
  }

  private static ByteString field(UnknownFieldSet message, int number) {
    return message.getField(number).getLengthDelimitedList().stream()
        .findFirst()
        .orElse(ByteString.EMPTY);
  }

  private static Stream<UnknownFieldSet> messages(UnknownFieldSet message, int number) {
    return message.getField(number).getLengthDelimitedList().stream().map(TraceSink::parse);
  }

  private static UnknownFieldSet parse(ByteString bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
