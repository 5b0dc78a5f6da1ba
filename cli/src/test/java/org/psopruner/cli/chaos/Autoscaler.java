package org.psopruner.cli.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.psopruner.cli.process.CoordinatorHttp;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.process.ServiceProcess;
import org.psopruner.cli.process.Services;
import org.psopruner.cli.run.SyntheticExperiment;

/**
 * What KEDA and Kubernetes do with {@code deploy/components/keda-queue}, in small: they ask the
 * coordinator for its queue, divide it by the target, and start and end workers. Who is ended gets
 * SIGTERM. As there, a lull does not end workers: the most that the last looks asked for counts.
 */
final class Autoscaler implements AutoCloseable {
  private static final Path SCALING =
      Path.of(System.getProperty("psopruner.home"), "deploy/components/keda-queue/scaling.yaml");

  private static final int LOOKS = 8;

  private final Services services;
  private final CoordinatorHttp coordinator;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String path = setting("url").replaceFirst("^https?://[^/]+", "");
  private final String field = setting("valueLocation");
  private final int target = Integer.parseInt(setting("targetValue"));
  private final Deque<Integer> looks = new ArrayDeque<>();
  private final Deque<ServiceProcess> workers = new ArrayDeque<>();
  private final List<Integer> counts = new ArrayList<>();
  private int started;
  private int most = 4;
  private Duration evaluation = Duration.ofSeconds(5);

  Autoscaler(Services services, CoordinatorHttp coordinator) {
    this.services = services;
    this.coordinator = coordinator;
  }

  /** From now on, at most so many, which take so long for an evaluation. */
  void limit(int workers, Duration time) {
    most = workers;
    evaluation = time;
  }

  /** How many there were, one after the other. */
  List<Integer> counts() {
    return List.copyOf(counts);
  }

  /** Whether all that there are can work. */
  boolean areReady() {
    return workers.stream().allMatch(worker -> worker.isReady(client));
  }

  /** Looks at the queue, and has as many workers as it asks for; so many there are then. */
  int follow() {
    outstanding().ifPresent(this::scale);
    return workers.size();
  }

  /** What KEDA reads; nothing while nobody knows. */
  OptionalInt outstanding() {
    try {
      return OptionalInt.of(
          new ObjectMapper().readTree(get(coordinator, path)).get(field).intValue());
    } catch (JsonProcessingException | UncheckedIOException e) {
      return OptionalInt.empty();
    }
  }

  private void scale(int outstanding) {
    looks.add(Math.min(most, (outstanding + target - 1) / target));
    if (looks.size() > LOOKS) {
      looks.remove();
    }
    int wanted = Math.min(most, Collections.max(looks));
    while (workers.size() < wanted) {
      workers.add(start());
    }
    List<ServiceProcess> ending = new ArrayList<>();
    while (workers.size() > wanted) {
      ending.add(workers.removeLast());
    }
    ending.forEach(ServiceProcess::terminate);
    ending.forEach(ServiceProcess::stop);
    if (counts.isEmpty() || counts.get(counts.size() - 1) != wanted) {
      counts.add(wanted);
    }
  }

  private ServiceProcess start() {
    Map<String, String> settings = new HashMap<>(SyntheticExperiment.workerSettings(evaluation));
    settings.put("PSOPRUNER_GRACE", "PT0S");
    started++;
    ServiceProcess worker =
        services.worker("worker-" + started, FreePorts.find(1).get(0), settings);
    worker.start();
    return worker;
  }

  /** What is answered with 200. */
  static String get(CoordinatorHttp http, String path) {
    HttpRequest request = http.request(path).timeout(Duration.ofSeconds(5)).GET().build();
    HttpResponse<String> answer = send(http, request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new UncheckedIOException(new IOException("status " + answer.statusCode()));
    }
    return answer.body();
  }

  static <T> HttpResponse<T> send(
      CoordinatorHttp http, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the trigger that is deployed. */
  private static String setting(String name) {
    try {
      return Files.readAllLines(SCALING).stream()
          .map(String::strip)
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip().replace("\"", ""))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    workers.forEach(ServiceProcess::terminate);
    workers.forEach(ServiceProcess::stop);
  }
}
