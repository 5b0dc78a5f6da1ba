package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.cli.output.OutputOptions;
import org.psopruner.cli.process.PipelineSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where to run and where to write. */
final class PlaceOptions {
  private static final int MAX_WORKERS = 256;
  private static final int MAX_PORT = 65_535;

  @Mixin private OutputOptions output;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Fitness workers, each a process (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int workers;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "A Kafka broker that is there; without it, one is started.")
  private String kafka;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the coordinator's REST API (default: a free one).")
  private Integer port;

  @Option(
      names = "--broker-port",
      paramLabel = "N",
      description = "Port of the broker that is started (default: a free one).")
  private Integer brokerPort;

  @Option(
      names = "--particle-source",
      paramLabel = "KIND",
      description =
          "How workers take particles: share-group (Kafka 4.2 or later) or consumer-group"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "share-group")
  private String particleSource;

  @Option(
      names = "--keep-broker-data",
      description = "Keep the broker's data in the output folder after a good end.")
  private boolean keepBrokerData;

  /**
   * Checks all of it.
   *
   * @throws org.psopruner.cli.BadInputException if something is out of range, or a port is in use
   */
  Place place() {
    if (keepBrokerData && kafka != null) {
      throw new BadInputException(
          "--keep-broker-data is given, but --kafka is %s, a broker that keeps its data itself; leave one of them out"
              .formatted(kafka));
    }
    PipelineSettings pipeline =
        new PipelineSettings(
            Path.of(System.getProperty("psopruner.home", "")).toAbsolutePath(),
            output.path(),
            Range.check("--workers", workers, 1, MAX_WORKERS),
            Optional.ofNullable(kafka),
            Optional.ofNullable(port).map(p -> Range.check("--port", p, 1, MAX_PORT)),
            Optional.ofNullable(brokerPort).map(p -> Range.check("--broker-port", p, 1, MAX_PORT)),
            particleSource,
            Map.of(),
            true);
    return new Place(pipeline, output.overwrite(), keepBrokerData).checked();
  }
}
