package org.psopruner.cli.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.RunFailedException;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;

/** What is asked for, of a real server that has a front of two and knows of no candidate. */
class CandidateNameTest {
  private static final CostView COST = new CostView(240, 9_000, 960);
  private static final String FIRST = "5f0" + "1".repeat(61);
  private static final String SECOND = "5f1" + "2".repeat(61);

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/experiments/demo/front", exchange -> answer(exchange, 200, front(FIRST, SECOND)));
    server.createContext(
        "/experiments/odd/front", exchange -> answer(exchange, 200, front("../../.profile")));
    server.createContext(
        "/experiments/demo/scores/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path.substring(path.lastIndexOf('/') + 1));
          answer(exchange, 404, "{\"detail\": \"there is no such score\"}".getBytes(UTF_8));
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] front(String... ids) {
    return RecordJson.write(
        new FrontView(
            9,
            COST,
            Stream.of(ids).map(id -> new FrontPoint(id, 0, 0, 0.5, COST, true, true)).toList()));
  }

  @Test
  void onTheFrontTheBeginningOfAnIdDoes() {
    assertBadInput("5f0", "there is no such score");
    assertBadInput(SECOND.substring(0, 63), "there is no such score");

    assertThat(asked).containsExactly(FIRST, SECOND);
  }

  @Test
  void aWholeIdNeedNotBeOnTheFront() {
    String other = "9".repeat(64);

    assertBadInput(other, "there is no such score");

    assertThat(asked).containsExactly(other);
  }

  @Test
  void whatNamesNoneOrSeveralIsRefused() {
    assertBadInput("5f", "EVALUATION is 5f, and 2 on the front of demo begin so; give more digits");
    assertBadInput("6", "EVALUATION is 6, and nothing on the front of demo begins so; ");
    assertBadInput("", "EVALUATION is empty; it must be");
    assertBadInput("best", "EVALUATION is best; it must be");
    assertBadInput("a".repeat(65), "it must be up to 64 of the digits");

    assertThat(asked).isEmpty();
  }

  /** {@code export} makes names of files from them. */
  @Test
  void anAnswerWhoseIdsLeadElsewhereIsNoCoordinators() {
    assertThatThrownBy(() -> coordinator().front("odd"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(
            "no coordinator of this version: an evaluation's id is ../../.profile");
  }

  private void assertBadInput(String name, String message) {
    assertThatThrownBy(() -> new CandidateName("EVALUATION", name).find(coordinator(), "demo"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  private RemoteCoordinator coordinator() {
    return new RemoteCoordinator(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
  }
}
