package org.psopruner.cli.process;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.psopruner.broker.BrokerSettings;

/**
 * The processes of a run, with their ports and limits.
 *
 * @param broker empty where one is there already
 * @param retrainer empty where nothing is to be retrained
 */
record Children(
    Optional<BrokerChild> broker,
    ServiceProcess coordinator,
    Optional<ServiceProcess> retrainer,
    List<ServiceProcess> workers) {
  static Children of(PipelineSettings settings) {
    Iterator<Integer> ports = FreePorts.find(settings.workers() + 3).iterator();
    int brokerPort = settings.brokerPort().orElse(ports.next());
    Optional<BrokerChild> broker =
        settings.kafka().isPresent()
            ? Optional.empty()
            : Optional.of(
                new BrokerChild(
                    BrokerSettings.in(settings.brokerFolder())
                        .withPort(brokerPort)
                        .withStartTimeout(Pipeline.START_TIMEOUT)));
    String kafka = settings.kafka().orElse("127.0.0.1:" + brokerPort);
    Services services =
        new Services(settings.home(), settings::log, name -> kafka, broker.isPresent());
    int cores = Runtime.getRuntime().availableProcessors();
    return new Children(
        broker,
        services.coordinator("coordinator", settings.port().orElse(ports.next())),
        settings.retrains()
            ? Optional.of(services.retrainer("retrainer", ports.next(), cores))
            : Optional.empty(),
        IntStream.rangeClosed(1, settings.workers())
            .mapToObj(n -> services.worker("worker-" + n, ports.next(), worker(settings, cores)))
            .toList());
  }

  private static Map<String, String> worker(PipelineSettings settings, int cores) {
    Map<String, String> worker = new HashMap<>();
    worker.put("OMP_NUM_THREADS", Integer.toString(Math.max(1, cores / settings.workers())));
    worker.put("PSOPRUNER_PARTICLE_SOURCE", settings.particleSource());
    worker.putAll(settings.workerSettings());
    return worker;
  }

  /** All but the broker and the workers. */
  List<ServiceProcess> others() {
    return Stream.concat(Stream.of(coordinator), retrainer.stream()).toList();
  }

  /** All but the broker. */
  List<ServiceProcess> services() {
    return Stream.concat(others().stream(), workers.stream()).toList();
  }
}
