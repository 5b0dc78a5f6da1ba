package org.psopruner.cli.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.psopruner.cli.RunFailedException;

/** A Quarkus service in a process of its own, run from the jar that production runs. */
public final class ServiceProcess implements Child {
  /** Short, since none of them holds anything: what was not settled is delivered again. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);

  /** The variables that say how to log in at a broker. */
  private static final Pattern LOG_IN = Pattern.compile("KAFKA_(SECURITY|SASL|SSL)_.*");

  private final String name;
  private final Path jar;
  private final List<String> jvmArguments;
  private final Map<String, String> environment;
  private final boolean brokerIsOurs;
  private final int port;
  private final Path log;
  private Optional<Process> process = Optional.empty();

  /**
   * @param jar the service's {@code quarkus-run.jar}
   * @param environment added to this process's
   * @param brokerIsOurs whether it is one that we have started, which asks nobody to log in: what
   *     this process's environment says of logging in is meant for another
   * @param port of its REST API, on 127.0.0.1
   */
  ServiceProcess(
      String name,
      Path jar,
      List<String> jvmArguments,
      Map<String, String> environment,
      boolean brokerIsOurs,
      int port,
      Path log) {
    this.name = name;
    this.jar = jar;
    this.jvmArguments = List.copyOf(jvmArguments);
    this.environment = Map.copyOf(environment);
    this.brokerIsOurs = brokerIsOurs;
    this.port = port;
    this.log = log;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path log() {
    return log;
  }

  /** Where its REST API is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void start() {
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    addTo(builder.environment());
    try {
      Files.createDirectories(log.getParent());
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new RunFailedException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Makes of this process's environment that of the service. */
  void addTo(Map<String, String> inherited) {
    if (brokerIsOurs) {
      inherited.keySet().removeIf(variable -> LOG_IN.matcher(variable).matches());
    }
    inherited.putAll(environment);
    inherited.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    inherited.put("QUARKUS_HTTP_PORT", Integer.toString(port));
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(
        List.of(
            "-cp",
            jar + System.getProperty("path.separator") + ownClasses(),
            EndWithParent.class.getName(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    return command;
  }

  /** Where {@link EndWithParent} is: this module alone, none of its libraries. */
  private static Path ownClasses() {
    return Path.of(
        URI.create(
            EndWithParent.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** Whether the service says that it can work. */
  public boolean isReady(HttpClient client) {
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/q/health/ready")).timeout(HEALTH_TIMEOUT).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public boolean isAlive() {
    return process.map(Process::isAlive).orElse(false);
  }

  @Override
  public void send(Signal signal) {
    signal.to(process.map(Process::pid).orElseThrow(() -> Child.notStarted(this)));
  }

  @Override
  public String ending() {
    return process.map(ended -> "exit code " + ended.exitValue()).orElse("never started");
  }

  @Override
  public void terminate() {
    process.ifPresent(Process::destroy);
  }

  @Override
  public void stop() {
    terminate();
    process.ifPresent(ServiceProcess::awaitEnd);
  }

  private static void awaitEnd(Process ending) {
    try {
      if (!ending.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        ending.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      ending.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
