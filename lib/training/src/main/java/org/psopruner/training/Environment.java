package org.psopruner.training;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.psopruner.engine.Engine;
import org.psopruner.messages.report.RunReport.Versions;

/** What this process runs on, for the report. */
final class Environment {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Environment() {}

  static Versions versions(Engine engine) {
    String version = Environment.class.getPackage().getImplementationVersion();
    return new Versions(
        version == null ? "development" : version,
        Runtime.version().toString(),
        engine.description(),
        OrtEnvironment.getEnvironment().getVersion(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "%s, %d cores".formatted(cpu(), Runtime.getRuntime().availableProcessors()));
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      // Not Linux: the architecture has to do.
      return System.getProperty("os.arch");
    }
  }
}
