package org.psopruner.retrainer;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.kafka.EventSource;
import org.psopruner.messages.FileRoots;
import org.psopruner.training.RetrainingJob;

/** Puts the service together from its settings. */
@Singleton
class Retrainer {
  private static final Logger LOG = Logger.getLogger(Retrainer.class);

  /** Asks for what is set at once, so that a service which is set up wrongly does not start. */
  void start(@Observes StartupEvent event, FileRoots roots) {
    LOG.debugf("Files are read and written in %s", roots);
  }

  @Produces
  @Singleton
  RetrainingJob job(RetrainerSettings settings) {
    int threads = settings.threads().orElse(Runtime.getRuntime().availableProcessors());
    return new RetrainingJob(new Dl4jEngine(threads), threads, Clock.systemUTC());
  }

  @Produces
  @Singleton
  FileRoots roots(@ConfigProperty(name = FileRoots.SETTING) Optional<List<String>> roots) {
    return FileRoots.of(roots.orElse(List.of()));
  }

  @Produces
  @Singleton
  EventSource events(@ConfigProperty(name = "quarkus.uuid") String instance) {
    return new EventSource("retrainer", instance, Clock.systemUTC());
  }
}
