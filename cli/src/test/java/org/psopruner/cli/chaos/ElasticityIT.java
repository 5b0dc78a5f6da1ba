package org.psopruner.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.cli.process.BrokerChild;
import org.psopruner.cli.process.CoordinatorClient;
import org.psopruner.cli.process.CoordinatorHttp;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.process.ServiceProcess;
import org.psopruner.cli.process.Services;
import org.psopruner.cli.run.SyntheticExperiment;
import org.psopruner.coordinator.search.SwarmSearch;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.kafka.Cluster;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.State;
import org.psopruner.worker.evaluation.Evaluator;
import org.psopruner.worker.synthetic.SyntheticEngine;

/** Workers that come and go with the work, as KEDA has them do: real processes, a real broker. */
@Timeout(600)
class ElasticityIT {
  private static final Path HOME = Path.of(System.getProperty("psopruner.home"));
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void fromOneToFourToNoneToTwoWorkersLosesNothing() {
    List<Integer> ports = FreePorts.find(2);
    String kafka = "127.0.0.1:" + ports.get(0);
    Services services = new Services(HOME, this::log, name -> kafka);
    BrokerChild broker =
        new BrokerChild(BrokerSettings.in(folder.resolve("broker")).withPort(ports.get(0)));
    // Nobody gets twice what only waits for a worker.
    ServiceProcess coordinator =
        services.coordinator(
            "coordinator", ports.get(1), Map.of("PSOPRUNER_LEASE_STRAGGLER", "PT10M"));
    CoordinatorHttp http = new CoordinatorHttp(coordinator.uri(), Optional.empty());
    CoordinatorClient client = new CoordinatorClient(coordinator.uri());
    broker.start();
    try (Autoscaler workers = new Autoscaler(services, http)) {
      coordinator.start();
      until(() -> workers.outstanding().isPresent());
      ExperimentSpec small = spec(1, 4, 1);
      ExperimentSpec large = spec(8, 4, 2);

      client.create(small);
      until(() -> workers.follow() == 1 && workers.areReady());
      client.create(large);
      until(() -> workers.follow() == 4 && workers.areReady());
      // So each of them has something to lose.
      until(() -> inHand(http, small) + inHand(http, large) == 4);

      change(http, small, "pause");
      change(http, large, "pause");
      until(() -> workers.follow() == 0);

      workers.limit(2, Duration.ofMillis(20));
      change(http, small, "resume");
      change(http, large, "resume");
      until(() -> workers.follow() == 2 && workers.areReady());
      until(() -> isSearched(client, small) && isSearched(client, large));

      assertThat(workers.counts()).containsSubsequence(1, 4, 0, 2);
      for (ExperimentSpec spec : List.of(small, large)) {
        LogAudit.Findings found = new LogAudit(new Cluster(kafka)).read(spec.id());
        assertThat(found.lost()).isZero();
        // One that was given back may be scored all the same, by who is about to end: once it
        // counts.
        assertThat(client.evaluations(spec.id()))
            .extracting(EvaluationView::evaluationId)
            .containsExactlyInAnyOrderElementsOf(found.evaluations().keySet());
        assertThat(found.deadLetters()).isZero();
        assertThat(found.winners()).containsExactly(undisturbed(spec));
      }
    } finally {
      coordinator.stop();
      broker.stop();
    }
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(LONG).until(condition::getAsBoolean);
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private ExperimentSpec spec(int particles, int iterations, long seed) {
    return SyntheticExperiment.prepare(
        HOME,
        new SwarmParameters(
            particles, iterations, seed, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
        0,
        folder.resolve("out-" + seed),
        InstantSource.system());
  }

  /** The same search in one thread of this process. */
  private static LogAudit.Winner undisturbed(ExperimentSpec spec) {
    SwarmSearch search = new SwarmSearch(spec, new ThresholdSpaces(FileRoots.ANY).open(spec));
    Evaluator evaluator =
        new Evaluator(new SyntheticEngine(Duration.ZERO), "undisturbed", InstantSource.system());
    while (!search.isOver()) {
      for (Candidate candidate : search.outstanding()) {
        search.take(evaluator.score(candidate));
      }
    }
    GlobalBest best = search.globalBest().orElseThrow();
    return LogAudit.Winner.of(best);
  }

  private static boolean isSearched(CoordinatorClient client, ExperimentSpec spec) {
    return client.experiment(spec.id()).state() == State.RETRAINING;
  }

  private static int inHand(CoordinatorHttp http, ExperimentSpec spec) {
    String workers = Autoscaler.get(http, "/experiments/%s/workers".formatted(spec.id()));
    return workers.split("\"evaluationId\"", -1).length - 1;
  }

  private static void change(CoordinatorHttp http, ExperimentSpec spec, String change) {
    HttpRequest request =
        http.request("/experiments/%s/%s".formatted(spec.id(), change))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(Autoscaler.send(http, request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isBetween(200, 299);
  }
}
