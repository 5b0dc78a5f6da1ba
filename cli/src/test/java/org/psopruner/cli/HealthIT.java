package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.cli.process.BrokerChild;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.process.ServiceProcess;
import org.psopruner.cli.process.Services;
import org.psopruner.cli.process.Signal;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.Structure;

/** What the packaged services say of themselves when they are stuck, and when their broker dies. */
@Timeout(240)
class HealthIT {
  private static final Duration SHOWN = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void aStuckEvaluationShowsInLivenessAndALostBrokerInReadiness() throws Exception {
    List<Integer> ports = FreePorts.find(3);
    String kafka = "127.0.0.1:" + ports.get(0);
    Services services = new Services(Shell.HOME, name -> folder.resolve(name + ".log"), n -> kafka);
    ServiceProcess worker =
        services.worker(
            "worker",
            ports.get(1),
            Map.of(
                "PSOPRUNER_ENGINE", "synthetic",
                "PSOPRUNER_SYNTHETIC_EVALUATION", "PT10M",
                "PSOPRUNER_STUCK_AFTER", "PT3S"));
    ServiceProcess retrainer = services.retrainer("retrainer", ports.get(2), 1);
    List<ServiceProcess> both = List.of(worker, retrainer);
    BrokerChild broker =
        new BrokerChild(BrokerSettings.in(folder.resolve("broker")).withPort(ports.get(0)));
    broker.start();
    try {
      both.forEach(ServiceProcess::start);
      await().atMost(LONG).until(() -> isUp(both, "ready"));
      assertThat(isUp(both, "live")).isTrue();

      send(new Cluster(kafka), candidate());
      await().atMost(LONG).until(() -> !isUp(worker, "live"));
      assertThat(isUp(both, "ready")).isTrue();

      broker.send(Signal.KILL);
      await().atMost(SHOWN).until(() -> !isUp(worker, "ready") && !isUp(retrainer, "ready"));
      assertThat(isUp(retrainer, "live")).as("it waits").isTrue();
    } finally {
      both.forEach(ServiceProcess::terminate);
      both.forEach(ServiceProcess::stop);
      broker.stop();
    }
  }

  private static boolean isUp(List<ServiceProcess> services, String kind) {
    return services.stream().allMatch(service -> isUp(service, kind));
  }

  private static boolean isUp(ServiceProcess service, String kind) {
    HttpRequest request =
        HttpRequest.newBuilder(service.uri().resolve("/q/health/" + kind)).build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(Cluster cluster, Candidate candidate) throws Exception {
    EventSource events = new EventSource("swarm-coordinator", "test", InstantSource.system());
    try (KafkaProducer<String, byte[]> producer = cluster.producer(Map.of())) {
      producer.send(events.record(candidate)).get();
    }
  }

  private static Candidate candidate() {
    Path data = Shell.DATA;
    return new Candidate(
        "stuck",
        "ab".repeat(32),
        0,
        0,
        List.of(0.0),
        new PrunedStructure(
            new TreeMap<>(
                Structure.full(ChannelGroups.of(OnnxReader.read(Shell.MODEL).network())).kept())),
        FileReference.of(Shell.MODEL),
        new DatasetReference(
            new FileReference(data.toUri(), Dataset.open(data, new DatasetSettings(0.2)).sha256()),
            0.2,
            new NormalizationSettings(List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25))),
        new EvaluationSettings(100, 0, 50),
        Optional.empty());
  }
}
