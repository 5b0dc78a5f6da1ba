package org.psopruner.cli.process;

import java.nio.file.Path;
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
 */
record Children(
    Optional<BrokerChild> broker,
    ServiceProcess coordinator,
    ServiceProcess retrainer,
    List<ServiceProcess> workers) {
  /** Quick to start, and none of them has a large heap. */
  private static final List<String> SMALL = List.of("-XX:+UseSerialGC");

  static Children of(PipelineSettings settings) {
    Iterator<Integer> ports = FreePorts.find(settings.workers() + 3).iterator();
    int brokerPort = settings.brokerPort().orElse(ports.next());
    Optional<BrokerChild> broker =
        settings.kafka().isPresent()
            ? Optional.empty()
            : Optional.of(
                new BrokerChild(BrokerSettings.in(settings.brokerFolder()).withPort(brokerPort)));
    Services services = new Services(settings, settings.kafka().orElse("127.0.0.1:" + brokerPort));
    int cores = Runtime.getRuntime().availableProcessors();
    return new Children(
        broker,
        services.coordinator(settings.port().orElse(ports.next())),
        services.retrainer(ports.next(), cores),
        IntStream.rangeClosed(1, settings.workers())
            .mapToObj(
                n -> services.worker(n, ports.next(), Math.max(1, cores / settings.workers())))
            .toList());
  }

  /** Makes the services, which differ in their jar, their memory and their threads. */
  private record Services(PipelineSettings settings, String kafka) {
    ServiceProcess coordinator(int port) {
      return service(
          "coordinator",
          "swarm-coordinator",
          port,
          List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"),
          Map.of());
    }

    ServiceProcess retrainer(int port, int threads) {
      return service(
          "retrainer",
          "retrainer",
          port,
          List.of("-Xmx2g", "-Dorg.bytedeco.javacpp.maxbytes=8g"),
          Map.of("OMP_NUM_THREADS", Integer.toString(threads)));
    }

    ServiceProcess worker(int number, int port, int threads) {
      String name = "worker-" + number;
      return service(
          name,
          "fitness-worker",
          port,
          List.of("-Xmx1g", "-Dorg.bytedeco.javacpp.maxbytes=4g"),
          Map.of(
              "OMP_NUM_THREADS",
              Integer.toString(threads),
              "PSOPRUNER_WORKER_ID",
              name,
              "PSOPRUNER_PARTICLE_SOURCE",
              settings.particleSource()));
    }

    private ServiceProcess service(
        String name,
        String module,
        int port,
        List<String> limits,
        Map<String, String> environment) {
      Path jar = settings.home().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
      List<String> jvmArguments = Stream.concat(SMALL.stream(), limits.stream()).toList();
      Map<String, String> all = new HashMap<>(environment);
      all.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
      return new ServiceProcess(name, jar, jvmArguments, all, port, settings.log(name));
    }
  }
}
