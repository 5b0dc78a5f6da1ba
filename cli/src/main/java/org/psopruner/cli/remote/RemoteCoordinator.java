package org.psopruner.cli.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Reason;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.process.CoordinatorHttp;
import org.psopruner.cli.text.EvaluationIds;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentPage;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;
import org.psopruner.messages.rest.IterationView;
import org.psopruner.messages.rest.JournalPage;
import org.psopruner.messages.rest.StructureView;
import org.psopruner.messages.rest.WorkerView;

/**
 * A coordinator that is there. What it refuses becomes one line: {@link BadInputException} where
 * the request was at fault, {@link RunFailedException} where the experiment or the service was in
 * no state for it.
 */
final class RemoteCoordinator {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String JSON = "application/json";

  private final URI coordinator;
  private final CoordinatorHttp http;
  private final boolean isWaitedFor;

  RemoteCoordinator(URI coordinator, Optional<String> token) {
    this(coordinator, new CoordinatorHttp(coordinator, token), false);
  }

  private RemoteCoordinator(URI coordinator, CoordinatorHttp http, boolean isWaitedFor) {
    this.coordinator = coordinator;
    this.http = http;
    this.isWaitedFor = isWaitedFor;
  }

  /**
   * The same for those who wait for it: where it does not answer, or not yet, each method throws an
   * {@link UncheckedIOException}. It may be started again.
   */
  RemoteCoordinator waitedFor() {
    return new RemoteCoordinator(coordinator, http, true);
  }

  /**
   * Begins a search.
   *
   * @param contentType of the body
   * @param key so that it may be sent again
   */
  ExperimentView create(byte[] body, String contentType, Optional<String> key) {
    HttpRequest.Builder request =
        request("/experiments")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body));
    key.ifPresent(known -> request.header("Idempotency-Key", known));
    return send(request, ExperimentView.class);
  }

  /**
   * Experiments, the oldest first.
   *
   * @param query as in a URI
   */
  ExperimentPage list(String query) {
    return get("/experiments?" + query, ExperimentPage.class);
  }

  /** An experiment as it stands. */
  ExperimentView experiment(String id) {
    return get(path(id, ""), ExperimentView.class);
  }

  List<IterationView> history(String id) {
    return List.of(get(path(id, "/history"), IterationView[].class));
  }

  List<WorkerView> workers(String id) {
    return List.of(get(path(id, "/workers"), WorkerView[].class));
  }

  List<EvaluationView> evaluations(String id) {
    return List.of(get(path(id, "/evaluations"), EvaluationView[].class));
  }

  /**
   * What happened to an experiment, from an offset on.
   *
   * @param limit how much at most, from 1 to 1,000
   */
  JournalPage journal(String id, int offset, int limit) {
    return get(path(id, "/journal?offset=%d&limit=%d".formatted(offset, limit)), JournalPage.class);
  }

  /** The structure of the best, which there must be. */
  StructureView structure(String id) {
    return get(path(id, "/structure"), StructureView.class);
  }

  /** The candidates that no other one beats. Files can be named by the ids of their evaluations. */
  FrontView front(String id) {
    FrontView front = get(path(id, "/front"), FrontView.class);
    for (FrontPoint point : front.items()) {
      String evaluation = String.valueOf(point.evaluationId());
      if (!EvaluationIds.isWhole(evaluation)) {
        throw new RunFailedException(
            "what answers at %s is no coordinator of this version: an evaluation's id is %s"
                .formatted(coordinator, evaluation));
      }
    }
    return front;
  }

  /**
   * A candidate that has a score.
   *
   * @param evaluation its id, of hexadecimal digits
   */
  CandidateView candidate(String id, String evaluation) {
    return get(path(id, "/scores/" + evaluation), CandidateView.class);
  }

  /** What the coordinator's page shows of an experiment, as one file. */
  byte[] report(String id) {
    HttpResponse<byte[]> answer = answer(request(path(id, "/report.html")).GET().build());
    if (answer.statusCode() != 200) {
      throw refusal(answer.statusCode(), answer.body());
    }
    return answer.body();
  }

  /**
   * Has an experiment changed.
   *
   * @param change such as {@code pause}
   * @param body empty if there is nothing to say
   */
  ExperimentView change(String id, String change, Map<String, Object> body) {
    BodyPublisher content =
        body.isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(RecordJson.write(body));
    return send(
        request(path(id, "/" + change)).header("Content-Type", JSON).POST(content),
        ExperimentView.class);
  }

  /** Deletes an experiment. */
  void delete(String id) {
    HttpResponse<byte[]> answer = answer(request(path(id, "")).DELETE().build());
    if (answer.statusCode() != 204) {
      throw refusal(answer.statusCode(), answer.body());
    }
  }

  /**
   * Listens to an experiment: lines of server-sent events, until the line breaks.
   *
   * @param lastId of the last event that came; empty at first
   * @throws IOException if the coordinator cannot be reached, or is not ready yet
   */
  Stream<String> events(String id, String lastId) throws IOException {
    HttpRequest.Builder request = http.request(path(id, "/events"));
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    HttpResponse<Stream<String>> answer = http.send(request.build(), BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      byte[] problem = String.join("\n", answer.body().toList()).getBytes(StandardCharsets.UTF_8);
      requireReady(answer.statusCode(), problem);
      throw refusal(answer.statusCode(), problem);
    }
    return answer.body();
  }

  private static String path(String id, String rest) {
    if (!id.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new BadInputException(
          "ID is %s; it must be 1 to 100 letters, digits, '.', '_' and '-'".formatted(id));
    }
    return "/experiments/" + id + rest;
  }

  private <T> T get(String path, Class<T> type) {
    return send(request(path).GET(), type);
  }

  private <T> T send(HttpRequest.Builder request, Class<T> type) {
    return read(answer(request.build()), type);
  }

  private <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
    if (answer.statusCode() != 200 && answer.statusCode() != 201) {
      throw refusal(answer.statusCode(), answer.body());
    }
    try {
      return RecordJson.read(answer.body(), type);
    } catch (MessageException e) {
      throw new RunFailedException(
          "what answers at %s is no coordinator of this version: %s"
              .formatted(coordinator, e.getMessage()),
          e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return http.request(path).timeout(TIMEOUT);
  }

  private HttpResponse<byte[]> answer(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      if (isWaitedFor) {
        requireReady(answer.statusCode(), answer.body());
      }
      return answer;
    } catch (IOException e) {
      if (isWaitedFor) {
        throw new UncheckedIOException(e);
      }
      throw new BadInputException(
          "--coordinator is %s, where no coordinator answers (%s); name one that runs"
              .formatted(coordinator, Reason.of(e)),
          e);
    }
  }

  /** One that reads its log, and a proxy whose coordinator is away, say that they are not. */
  private static void requireReady(int status, byte[] body) throws IOException {
    if (status >= 502 && status <= 504) {
      throw new IOException(detail(body));
    }
  }

  private RuntimeException refusal(int status, byte[] body) {
    String detail = detail(body);
    if (status == 401) {
      return new BadInputException(
          "%s does not let you in: %s; set PSOPRUNER_ACCESS_OPERATOR_TOKEN_FILE to the file with the token"
              .formatted(coordinator, detail));
    }
    return status < 500 && status != 409 && status != 412
        ? new BadInputException(detail)
        : new RunFailedException(detail);
  }

  /** What a problem says, or the beginning of an answer that is none. */
  private static String detail(byte[] body) {
    return CoordinatorHttp.detail(body)
        .orElseGet(
            () -> {
              String text = new String(body, StandardCharsets.UTF_8);
              return "it answers: " + text.substring(0, Math.min(200, text.length()));
            });
  }
}
