package org.psopruner.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.Views;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.ExperimentView;

/** Who listens while a coordinator is started again: a real server, whose answers are laid out. */
class ListeningTest {
  private record Answer(int status, String body) {}

  private static final Answer REPLAYING =
      new Answer(503, "{\"detail\": \"the log is still being read\"}");

  private final Queue<Answer> views = new ArrayDeque<>();
  private final Queue<Answer> lines = new ArrayDeque<>();
  private final Queue<Answer> histories = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/behind/experiments/demo", exchange -> answer(exchange, views));
    server.createContext("/behind/experiments/demo/events", exchange -> answer(exchange, lines));
    server.createContext(
        "/behind/experiments/demo/history", exchange -> answer(exchange, histories));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static synchronized void answer(HttpExchange exchange, Queue<Answer> answers)
      throws IOException {
    Answer answer = answers.remove();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void aCoordinatorThatReadsItsLogAgainIsWaitedFor() {
    views.add(view(Views.begun()));
    lines.add(new Answer(200, "event: search\nid: 1\ndata: {\"half\":")); // it is killed
    lines.add(REPLAYING);
    lines.add(new Answer(200, "event: state\nid: 2\ndata: {\"last\": 1}\n\n"));
    views.add(REPLAYING); // killed again, after its last event
    views.add(view(Views.finished()));
    List<EventStream.Event> told = new ArrayList<>();

    ExperimentView last = listening().untilOver((event, view) -> told.add(event));

    assertThat(last.state()).isEqualTo(ExperimentView.State.FINISHED);
    assertThat(told).containsExactly(new EventStream.Event("state", "{\"last\": 1}"));
    assertThat(views).isEmpty();
    assertThat(lines).isEmpty();
  }

  @Test
  void whatIsAskedAfterAnEventIsWaitedForToo() {
    views.add(view(Views.begun()));
    lines.add(new Answer(200, "event: state\nid: 1\ndata: {}\n\n"));
    views.add(view(Views.finished()));
    histories.add(REPLAYING);
    views.add(view(Views.finished()));
    histories.add(new Answer(200, "[]"));
    List<EventStream.Event> told = new ArrayList<>();

    listening()
        .untilOver(
            (event, view) -> {
              assertThat(coordinator().waitedFor().history("demo")).isEmpty();
              told.add(event);
            });

    assertThat(told).containsExactly(new EventStream.Event("state", "{}"));
    assertThat(histories).isEmpty();
  }

  @Test
  void whatIsAskedInTheEndIsWaitedForToo() {
    histories.add(REPLAYING);
    histories.add(new Answer(200, "[]"));

    listening().insist(() -> coordinator().waitedFor().history("demo"));

    assertThat(histories).isEmpty();
  }

  /** The coordinator's door is shut: nobody answers at all. */
  @Test
  void aCoordinatorThatDoesNotComeBackIsGivenUp() {
    server.stop(0);

    assertThatThrownBy(() -> listening().insist(() -> coordinator().waitedFor().history("demo")))
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith("the coordinator has not answered for");
    assertThatThrownBy(() -> coordinator().history("demo"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("where no coordinator answers");
  }

  private Listening listening() {
    return new Listening(coordinator(), "demo", Duration.ofMillis(10));
  }

  private RemoteCoordinator coordinator() {
    return new RemoteCoordinator(uri(), Optional.empty());
  }

  /** Behind a proxy that gives it a path. */
  private URI uri() {
    return URI.create("http://127.0.0.1:%d/behind/".formatted(server.getAddress().getPort()));
  }

  private static Answer view(ExperimentView view) {
    return new Answer(200, new String(RecordJson.write(view), StandardCharsets.UTF_8));
  }
}
