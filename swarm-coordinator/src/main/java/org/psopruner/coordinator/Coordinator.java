package org.psopruner.coordinator;

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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.lease.LeaseSettings;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.coordinator.search.SearchSpaces;
import org.psopruner.coordinator.search.ThresholdSpaces;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Topics;
import org.psopruner.messages.FileRoots;

/** Puts the service together, starts and ends it. */
@Singleton
class Coordinator {
  private final SearchSpaces spaces;
  private final Experiments experiments;
  private final ExperimentLog log;

  /** Fails, in one line, where no broker answers. */
  Coordinator(
      CoordinatorSettings settings,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "quarkus.uuid") String instance,
      @ConfigProperty(name = FileRoots.SETTING) Optional<List<String>> roots) {
    this.spaces = new ThresholdSpaces(FileRoots.of(roots.orElse(List.of())));
    this.experiments = new Experiments(spaces);
    Cluster cluster = Cluster.of(kafka);
    Topics.createMissing(cluster, settings.topicReplication(), settings.brokerTimeout());
    this.log =
        new ExperimentLog(
            cluster,
            experiments,
            new EventSource("swarm-coordinator", instance, Clock.systemUTC()),
            settings.session(),
            new LeaseSettings(settings.lease().shortest(), settings.lease().straggler()),
            Clock.systemUTC());
  }

  void start(@Observes StartupEvent event) {
    log.start();
  }

  void stop(@Observes ShutdownEvent event) {
    log.close();
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
