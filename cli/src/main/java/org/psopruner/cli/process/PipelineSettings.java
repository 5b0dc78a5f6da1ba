package org.psopruner.cli.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How the processes of a run are started.
 *
 * @param home the folder of the project, with the services' jars
 * @param output the run's output folder; logs go to {@code logs}, the broker's data to {@code
 *     broker} in it
 * @param workers how many, at least 1
 * @param kafka {@code host:port} of a broker that is there; empty to start one
 * @param port of the coordinator's REST API; empty for a free one
 * @param brokerPort of the broker that is started; empty for a free one
 * @param particleSource {@code share-group} or {@code consumer-group}
 * @param workerSettings further settings of the workers, as environment variables
 * @param retrains whether there is a retrainer
 */
public record PipelineSettings(
    Path home,
    Path output,
    int workers,
    Optional<String> kafka,
    Optional<Integer> port,
    Optional<Integer> brokerPort,
    String particleSource,
    Map<String, String> workerSettings,
    boolean retrains) {
  Path brokerFolder() {
    return output.resolve("broker");
  }

  Path log(String name) {
    return output.resolve("logs").resolve(name + ".log");
  }
}
