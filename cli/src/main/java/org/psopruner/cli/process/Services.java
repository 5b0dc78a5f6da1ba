package org.psopruner.cli.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes the services, which differ in their jar, their memory and their threads.
 *
 * @param home the folder of the project, with the services' jars
 * @param logs where the log of a service of that name goes
 * @param kafka the broker's {@code host:port} for a service of that name
 * @param brokerIsOurs whether we have started it, so that nobody has to log in there
 */
public record Services(
    Path home, Function<String, Path> logs, UnaryOperator<String> kafka, boolean brokerIsOurs) {
  /**
   * Quick to start, and none of them has a large heap. They write numbers with the digits that
   * programs read, whatever the locale.
   */
  private static final List<String> ALL =
      List.of("-XX:+UseSerialGC", "-Duser.language.format=en", "-Duser.country.format=US");

  /**
   * For what computes little in Java: a worker's networks run in native code. Training prepares its
   * images in Java, so a retrainer has all that the compiler can do.
   */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** Services of a broker that we have started. */
  public Services(Path home, Function<String, Path> logs, UnaryOperator<String> kafka) {
    this(home, logs, kafka, true);
  }

  /** A coordinator with its REST API on a port. */
  public ServiceProcess coordinator(String name, int port) {
    return coordinator(name, port, Map.of());
  }

  /**
   * The same, with further settings.
   *
   * @param environment its settings
   */
  public ServiceProcess coordinator(String name, int port, Map<String, String> environment) {
    return service(name, "swarm-coordinator", port, List.of("-Xmx384m", QUICK_START), environment);
  }

  /**
   * A retrainer.
   *
   * @param port of its health
   * @param threads of its training
   */
  public ServiceProcess retrainer(String name, int port, int threads) {
    return retrainer(name, port, threads, Map.of());
  }

  /** The same, with further settings. */
  public ServiceProcess retrainer(
      String name, int port, int threads, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("OMP_NUM_THREADS", Integer.toString(threads));
    return service(
        name, "retrainer", port, List.of("-Xmx2g", "-Dorg.bytedeco.javacpp.maxbytes=8g"), all);
  }

  /**
   * A fitness worker, whose scores carry its name.
   *
   * @param port of its health
   * @param environment its settings
   */
  public ServiceProcess worker(String name, int port, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("PSOPRUNER_WORKER_ID", name);
    return service(
        name,
        "fitness-worker",
        port,
        List.of("-Xmx1g", "-Dorg.bytedeco.javacpp.maxbytes=4g", QUICK_START),
        all);
  }

  private ServiceProcess service(
      String name, String module, int port, List<String> limits, Map<String, String> environment) {
    Path jar = home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    List<String> jvmArguments = Stream.concat(ALL.stream(), limits.stream()).toList();
    Map<String, String> all = new HashMap<>(environment);
    all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.apply(name));
    return new ServiceProcess(name, jar, jvmArguments, all, brokerIsOurs, port, logs.apply(name));
  }
}
