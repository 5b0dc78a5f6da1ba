package org.psopruner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged command as a process of its own, as the script starts it, without its building. */
final class CommandProcess implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * @param folder takes what it writes
   */
  static CommandProcess start(Path folder, Object... arguments) throws IOException {
    Path target = Shell.HOME.resolve("cli/target");
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid", // a process group of its own, as a shell gives to a job
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // each ends soon
                "-Duser.language=fa", // which has digits of its own
                "-Duser.country=IR",
                "-Dpsopruner.home=" + Shell.HOME,
                "-cp",
                target.resolve("psopruner-cli.jar") + ":" + target.resolve("lib") + "/*",
                Main.class.getName()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    Path out = Files.createTempFile(folder, "command-", ".out");
    Path err = Files.createTempFile(folder, "command-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    // Of another broker: at the one that the command starts, nobody has to log in.
    builder.environment().put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
    return new CommandProcess(builder.start(), out, err);
  }

  /** Waits for a line of output, which must come before the process ends. */
  void awaitOutput(String text) {
    Awaitility.await(text)
        .atMost(TIMEOUT)
        .failFast(() -> !process.isAlive() && !out().contains(text))
        .until(() -> out().contains(text));
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    return exitCode(TIMEOUT);
  }

  /** Waits for its end, but no longer than that. */
  int exitCode(Duration timeout) throws InterruptedException {
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it did not end:\n" + this);
    }
    return process.exitValue();
  }

  void signal(String name) throws IOException, InterruptedException {
    signal(name, Long.toString(process.pid()));
  }

  /** What Ctrl-C in a terminal does: its children get the signal, too. */
  void signalAll(String name) throws IOException, InterruptedException {
    signal(name, "-" + process.pid());
  }

  private static void signal(String name, String target) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "--", target).inheritIO().start().waitFor();
  }

  /** The processes that it started, by a word in their command lines. */
  List<ProcessHandle> children(String word) {
    return process
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains(word))
        .toList();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public String toString() {
    try {
      return out() + err();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
