package org.psopruner.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.RunFailedException;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.FrontView;

/** The coordinator's REST API. */
public final class CoordinatorClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final CoordinatorHttp http;
  private final Duration timeout;

  /**
   * A client that waits half a minute for an answer.
   *
   * @param coordinator {@code http://host:port}
   */
  public CoordinatorClient(URI coordinator) {
    this(coordinator, TIMEOUT);
  }

  /**
   * A client that sends the token of this process's environment, if there is one.
   *
   * @param coordinator {@code http://host:port}
   * @param timeout of an answer, above zero
   * @throws BadInputException if the token's file cannot be read
   */
  public CoordinatorClient(URI coordinator, Duration timeout) {
    this(coordinator, timeout, OperatorToken.in(System.getenv()));
  }

  /**
   * A client that sends a token, if one is given.
   *
   * @param coordinator {@code http://host:port}
   * @param timeout of an answer, above zero
   * @param token of an operator
   */
  public CoordinatorClient(URI coordinator, Duration timeout, Optional<String> token) {
    this.http = new CoordinatorHttp(coordinator, token);
    this.timeout = timeout;
  }

  /**
   * Asks for an experiment.
   *
   * @throws BadInputException if the coordinator refuses it
   * @throws UncheckedIOException if the coordinator does not answer
   */
  public void create(ExperimentSpec spec) {
    HttpResponse<byte[]> response =
        send(
            request("/experiments")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(RecordJson.write(spec)))
                .build());
    int status = response.statusCode();
    if (status == 400 || status == 422) {
      throw new BadInputException("the coordinator refuses the experiment: " + detail(response));
    }
    if (status != 201) {
      throw new RunFailedException(
          "the coordinator does not take the experiment (status %d: %s); see its log"
              .formatted(status, detail(response)));
    }
  }

  /**
   * How an experiment stands.
   *
   * @throws UncheckedIOException if the coordinator does not answer
   */
  public ExperimentView experiment(String id) {
    return get("/experiments/" + id, ExperimentView.class);
  }

  /**
   * An experiment's evaluations so far.
   *
   * @throws UncheckedIOException if the coordinator does not answer
   */
  public List<EvaluationView> evaluations(String id) {
    return List.of(get("/experiments/" + id + "/evaluations", EvaluationView[].class));
  }

  /**
   * The candidates of an experiment that no other one beats.
   *
   * @throws UncheckedIOException if the coordinator does not answer
   */
  public FrontView front(String id) {
    return get("/experiments/" + id + "/front", FrontView.class);
  }

  /**
   * A candidate that has a score.
   *
   * @throws UncheckedIOException if the coordinator does not answer
   */
  public CandidateView candidate(String id, String evaluation) {
    return get("/experiments/" + id + "/scores/" + evaluation, CandidateView.class);
  }

  /**
   * What the coordinator's page shows of an experiment, as one file.
   *
   * @throws UncheckedIOException if the coordinator does not answer
   */
  public byte[] report(String id) {
    return get("/experiments/" + id + "/report.html");
  }

  /** One that was just started again knows the experiment only when its log is replayed. */
  private <T> T get(String path, Class<T> type) {
    return RecordJson.read(get(path), type);
  }

  private byte[] get(String path) {
    HttpResponse<byte[]> response = send(request(path).GET().build());
    if (response.statusCode() != 200) {
      throw new UncheckedIOException(
          new IOException("status " + response.statusCode() + ": " + detail(response)));
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    return http.request(path).timeout(timeout);
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("the coordinator does not answer", e);
    }
  }

  /** What a problem says, or all of an answer that is none. */
  private static String detail(HttpResponse<byte[]> response) {
    return CoordinatorHttp.detail(response.body())
        .orElseGet(() -> new String(response.body(), StandardCharsets.UTF_8));
  }
}
