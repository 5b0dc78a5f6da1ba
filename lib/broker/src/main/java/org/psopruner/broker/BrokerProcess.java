package org.psopruner.broker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A single-node Kafka broker (KRaft: broker and controller in one) in a process of its own, on
 * 127.0.0.1. It ends with {@link #close()}, and by itself when its parent ends, however that ends.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String DATA = "data";
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int POLL_MILLIS = 50;

  private final Process process;
  private final int port;
  private final Path log;

  private BrokerProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts a broker and waits until it answers.
   *
   * @throws BrokerStartException if the port is in use, the folder cannot be written, or the broker
   *     ends or stays silent until the timeout
   */
  public static BrokerProcess start(BrokerSettings settings) {
    BrokerProcess broker = launch(settings);
    boolean ready = false;
    try {
      broker.awaitReady(settings.startTimeout());
      ready = true;
      return broker;
    } finally {
      if (!ready) {
        broker.close();
      }
    }
  }

  private static BrokerProcess launch(BrokerSettings settings) {
    Path folder = settings.folder().toAbsolutePath();
    Ports ports = Ports.find(settings.port());
    Path log = folder.resolve("broker.log");
    try {
      Files.createDirectories(folder);
      Path configuration = folder.resolve("server.properties");
      write(configuration, ports, settings);
      Process process =
          new ProcessBuilder(command(settings, configuration))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new BrokerProcess(process, ports.client(), log);
    } catch (IOException e) {
      throw new BrokerStartException(
          "the broker cannot use the folder %s (%s); choose another".formatted(folder, e), e);
    }
  }

  private static void write(Path file, Ports ports, BrokerSettings settings) throws IOException {
    List<BrokerSettings.Door> doors = settings.doors();
    Properties properties = new Properties();
    properties.putAll(BrokerSettings.singleNodeConfiguration());
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            "1",
            "listeners",
            listeners(ports.client(), doors, BrokerSettings.Door::port)
                + String.format(Locale.ROOT, ",CONTROLLER://%s:%d", HOST, ports.controller()),
            "advertised.listeners",
            listeners(ports.client(), doors, BrokerSettings.Door::advertisedPort),
            "listener.security.protocol.map",
            IntStream.range(0, doors.size())
                .mapToObj(door -> ",DOOR" + door + ":" + doors.get(door).protocol())
                .collect(Collectors.joining("", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT", "")),
            "inter.broker.listener.name",
            "PLAINTEXT",
            "controller.listener.names",
            "CONTROLLER",
            "controller.quorum.bootstrap.servers",
            HOST + ":" + ports.controller(),
            // In the broker's working folder. This is a list, and a path may hold the comma.
            "log.dirs",
            DATA));
    properties.putAll(settings.configuration());
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  /** A listener serves one address: a client is told to come back by the door it came in. */
  private static String listeners(
      int port, List<BrokerSettings.Door> doors, ToIntFunction<BrokerSettings.Door> portOf) {
    return IntStream.range(0, doors.size())
        .mapToObj(
            door ->
                String.format(
                    Locale.ROOT, ",DOOR%d://%s:%d", door, HOST, portOf.applyAsInt(doors.get(door))))
        .collect(
            Collectors.joining(
                "", String.format(Locale.ROOT, "PLAINTEXT://%s:%d", HOST, port), ""));
  }

  private static List<String> command(BrokerSettings settings, Path configuration) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + settings.heapMegabytes() + "m",
        // Quick to start and small, which counts for more here than throughput.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        // Its files are named by numbers, which some locales write with digits of their own.
        "-Duser.language.format=en",
        "-Duser.country.format=US",
        "-Dslf4j.internal.verbosity=WARN",
        "-Dslf4j.provider=" + BrokerLog.class.getName(),
        "-cp",
        classPath(),
        BrokerMain.class.getName(),
        configuration.toString());
  }

  /** The parent's, for a child that works in another folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void awaitReady(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!(isListening() && answers(deadline))) {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new BrokerStartException(
              "the broker ended with exit code %d while it started: %s (log: %s)"
                  .formatted(process.exitValue(), lastLine(), log));
        }
        if (System.nanoTime() > deadline) {
          throw new BrokerStartException(
              "the broker on port %d did not answer within %d s (log: %s)"
                  .formatted(port, timeout.toSeconds(), log));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerStartException("interrupted while the broker started", e);
    }
  }

  /** Asked first, because an admin client logs a warning for each connection refused. */
  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), POLL_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether the broker counts itself in: before that, topics cannot be made. */
  private boolean answers(long deadline) throws InterruptedException {
    long remaining = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      return !admin
          .describeCluster()
          .nodes()
          .get(Math.min(remaining, 5_000), TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    }
  }

  /** The last line of the log that is not part of a stack trace. */
  private String lastLine() {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("\t"))
          .reduce("it logged nothing", (earlier, later) -> later);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /** The address for clients: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the broker: asks it to, and kills it where it has not ended after 10 s. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private record Ports(int client, int controller) {
    /** Both are held at once, so that they differ. */
    static Ports find(int wanted) {
      try (ServerSocket client = bind(wanted);
          ServerSocket controller = bind(0)) {
        return new Ports(client.getLocalPort(), controller.getLocalPort());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close a socket", e);
      }
    }

    private static ServerSocket bind(int port) {
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new BrokerStartException(
            "the broker cannot listen on %s:%d (%s); choose another port, or 0 for any free one"
                .formatted(HOST, port, e.getMessage()),
            e);
      }
    }
  }
}
