package org.psopruner.coordinator;

import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.lease.LeaseSettings;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.coordinator.search.SearchSpaces;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Topics;
import org.psopruner.kafka.TraceSettings;
import org.psopruner.kafka.Traces;
import org.psopruner.messages.FileRoots;

/** Puts the service together, starts and ends it. */
@Singleton
class Coordinator {
  private static final Logger LOG = Logger.getLogger(Coordinator.class);

  private final CoordinatorSettings settings;
  private final Cluster cluster;
  private final FileRoots roots;
  private final SearchSpaces spaces;
  private final Experiments experiments;
  private final ExperimentLog log;

  Coordinator(
      CoordinatorSettings settings,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "quarkus.uuid") String instance,
      @ConfigProperty(name = FileRoots.SETTING) Optional<List<String>> folders,
      OpenTelemetry telemetry,
      @ConfigProperty(name = TraceSettings.DISABLED) boolean untraced) {
    this.roots = FileRoots.of(folders.orElse(List.of()));
    this.spaces = new ThresholdSpaces(roots);
    this.experiments = new Experiments(spaces);
    this.settings = settings;
    this.cluster = Cluster.of(kafka);
    this.log =
        new ExperimentLog(
            cluster,
            experiments,
            new EventSource(
                "swarm-coordinator", instance, Clock.systemUTC(), Traces.of(telemetry, untraced)),
            settings.session(),
            new LeaseSettings(settings.lease().shortest(), settings.lease().straggler()),
            Clock.systemUTC());
  }

  /** Ends the process, after one line, where no broker answers. */
  void start(@Observes StartupEvent event) {
    try {
      Topics.createMissing(cluster, settings.topicReplication(), settings.brokerTimeout());
      log.start();
    } catch (KafkaException e) {
      LOG.errorf("This coordinator cannot start: %s", e.getMessage());
      LOG.debug("Why it cannot start", e);
      Quarkus.asyncExit(1);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    log.close();
  }

  @Produces
  FileRoots roots() {
    return roots;
  }

  @Produces
  SearchSpaces spaces() {
    return spaces;
  }

  @Produces
  Experiments experiments() {
    return experiments;
  }

  @Produces
  ExperimentLog log() {
    return log;
  }
}
