package org.psopruner.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.cli.process.BrokerChild;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.process.ServiceProcess;
import org.psopruner.cli.process.Services;
import org.psopruner.cli.process.Signal;
import org.psopruner.kafka.Cluster;

/** A broker and what is started on it: the packaged services, each a process of its own. */
final class Stage implements AutoCloseable {
  static final Path HOME = Path.of(System.getProperty("psopruner.home"));
  static final Path MODEL = HOME.resolve("demo/small-cifar10.onnx");
  static final Path DATA = HOME.resolve("demo/cifar10-sample.zip");

  private static final Duration LONG = Duration.ofMinutes(2);

  private final List<Integer> ports = FreePorts.find(5);
  private final HttpClient http = HttpClient.newHttpClient();
  private final BrokerChild broker;
  private final Services services;
  private final List<ServiceProcess> started = new ArrayList<>();
  private final ServiceProcess coordinator;
  private final ServiceProcess second;

  private Stage(Path folder, Map<String, String> environment) {
    String kafka = "127.0.0.1:" + ports.get(0);
    broker = new BrokerChild(BrokerSettings.in(folder.resolve("broker")).withPort(ports.get(0)));
    services = new Services(HOME, name -> folder.resolve(name + ".log"), name -> kafka);
    coordinator = services.coordinator("coordinator", ports.get(1), environment);
    second = worker("worker-2", ports.get(4));
  }

  /**
   * Starts the broker alone.
   *
   * @param folder takes its data and the logs
   * @param environment settings of the coordinator
   */
  static Stage open(Path folder, Map<String, String> environment) {
    Stage stage = new Stage(folder, environment);
    stage.broker.start();
    return stage;
  }

  /** For clients of the broker. */
  Cluster cluster() {
    return Cluster.of("127.0.0.1:" + ports.get(0), Map.of());
  }

  /** Starts the coordinator and waits until it has read the log. */
  void startCoordinator() {
    start(coordinator);
  }

  /** Ends the coordinator; it can be started again, on its old port. */
  void stopCoordinator() {
    started.remove(coordinator);
    coordinator.stop();
  }

  /** Starts a worker and a retrainer, and waits until they can work. */
  void startWorkers() {
    start(worker("worker-1", ports.get(2)));
    start(services.retrainer("retrainer", ports.get(3), 2));
  }

  /** Starts another worker, and waits until it can work. */
  void startSecondWorker() {
    start(second);
  }

  /** Ends it as {@code kill -9} does; it can be started again. */
  void killSecondWorker() {
    started.remove(second);
    second.send(Signal.KILL);
    second.stop();
  }

  private ServiceProcess worker(String name, int port) {
    return services.worker(name, port, Map.of("OMP_NUM_THREADS", "1"));
  }

  private void start(ServiceProcess service) {
    started.add(service);
    service.start();
    Awaitility.await(service.name()).atMost(LONG).until(() -> service.isReady(http));
  }

  /** Where the coordinator's page is. */
  URI page() {
    return coordinator.uri().resolve("/");
  }

  @Override
  public void close() {
    started.forEach(ServiceProcess::terminate);
    started.forEach(ServiceProcess::stop);
    broker.stop();
  }
}
