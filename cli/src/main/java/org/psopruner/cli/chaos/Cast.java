package org.psopruner.cli.chaos;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.psopruner.broker.BrokerSettings;
import org.psopruner.cli.process.BrokerChild;
import org.psopruner.cli.process.FreePorts;
import org.psopruner.cli.process.ServiceProcess;
import org.psopruner.cli.process.Services;
import org.psopruner.kafka.Cluster;

/** All processes of a pipeline, each service behind a gate of its own. */
final class Cast implements AutoCloseable {
  /** It is killed and started again while all others want something of the machine. */
  private static final Duration BROKER_START = Duration.ofMinutes(3);

  private final Actor broker;
  private final int brokerPort;
  private final List<ServiceProcess> services = new ArrayList<>();
  private final List<ServiceProcess> coordinators = new ArrayList<>();
  private final List<Actor> actors = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * Makes them; none is started.
   *
   * @param home the folder of the project
   * @param folder of the broker's data and the logs
   * @param size how many of each role
   * @param worker settings of the workers
   */
  Cast(
      Path home,
      Path folder,
      Map<Role, Integer> size,
      Map<String, String> worker,
      InstantSource clock) {
    List<Role> roles =
        Stream.of(Role.COORDINATOR, Role.RETRAINER, Role.WORKER)
            .flatMap(role -> Collections.nCopies(size.get(role), role).stream())
            .toList();
    Iterator<Integer> ports = FreePorts.find(2 * roles.size() + 1).iterator();
    this.brokerPort = ports.next();
    List<BrokerSettings.Door> doors = new ArrayList<>();
    List<Actor> behindGates = new ArrayList<>();
    Map<Role, Integer> numbers = new EnumMap<>(Role.class);
    for (Role role : roles) {
      int door = ports.next();
      Gate gate = Gate.to(door);
      gates.add(gate);
      doors.add(new BrokerSettings.Door(door, gate.port()));
      Services make =
          new Services(
              home,
              name -> folder.resolve("logs").resolve(name + ".log"),
              name -> "127.0.0.1:" + gate.port());
      String name = role.word() + "-" + numbers.merge(role, 1, Integer::sum);
      int port = ports.next();
      ServiceProcess service =
          switch (role) {
            case COORDINATOR -> make.coordinator(name, port);
            case RETRAINER -> make.retrainer(name, port, 1);
            case WORKER -> make.worker(name, port, worker);
            case BROKER -> throw new IllegalStateException("the broker is no service");
          };
      services.add(service);
      if (role == Role.COORDINATOR) {
        coordinators.add(service);
      }
      behindGates.add(new Actor(service, role, List.of(gate), clock));
    }
    this.broker =
        new Actor(
            new BrokerChild(
                BrokerSettings.in(folder.resolve("broker"))
                    .withPort(brokerPort)
                    .withDoors(doors)
                    .withStartTimeout(BROKER_START)),
            Role.BROKER,
            gates,
            clock);
    actors.add(broker);
    actors.addAll(behindGates);
  }

  /** The broker, by no gate. */
  Cluster cluster() {
    return new Cluster("127.0.0.1:" + brokerPort);
  }

  /** The REST APIs of the coordinators. */
  List<URI> coordinators() {
    return coordinators.stream().map(ServiceProcess::uri).toList();
  }

  /** Starts all of them, the broker first. */
  void start() {
    actors.forEach(Actor::start);
  }

  /** Whether each is without a fault and says that it can work. */
  boolean isReady() {
    return actors.stream().allMatch(Actor::isWell)
        && services.stream().allMatch(service -> service.isReady(client));
  }

  /** The process that a fault is meant for. */
  Actor target(Fault fault) {
    return actors.stream()
        .filter(actor -> actor.role() == fault.role())
        .skip(fault.number())
        .findFirst()
        .orElseThrow();
  }

  /** Ends faults whose time is over, and starts again what has ended. */
  void tend() {
    actors.forEach(Actor::tend);
  }

  /** How often processes ended though nobody had ended them. */
  int endedByThemselves() {
    return actors.stream().mapToInt(Actor::endedByItself).sum();
  }

  @Override
  public void close() {
    actors.stream().filter(actor -> actor != broker).forEach(Actor::stop);
    broker.stop();
    gates.forEach(Gate::close);
  }
}
