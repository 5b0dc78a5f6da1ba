package org.psopruner.retrainer.registration;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Backoff;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.TraceSettings;
import org.psopruner.kafka.Traces;
import org.psopruner.messages.FileRoots;
import org.psopruner.registry.ModelRegistry;

/** Registers in all registries that are switched on, in a thread each. */
@Singleton
class Registrations {
  private static final Logger LOG = Logger.getLogger(Registrations.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(3);

  private final List<RegistrationLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  Registrations(
      RegistrySettings settings,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "quarkus.uuid") String instance,
      @ConfigProperty(name = FileRoots.SETTING) Optional<List<String>> roots,
      MeterRegistry meters,
      OpenTelemetry telemetry,
      @ConfigProperty(name = TraceSettings.DISABLED) boolean untraced) {
    Cluster cluster = Cluster.of(kafka);
    EventSource events = new EventSource("retrainer", instance, Clock.systemUTC());
    for (ModelRegistry registry : new Registries(settings).all()) {
      RegistrationLoop loop =
          new RegistrationLoop(
              cluster,
              registry,
              new Registration(
                  registry,
                  FileRoots.of(roots.orElse(List.of())),
                  new RegistrationMetrics(registry.name(), meters)),
              events,
              Traces.of(telemetry, untraced),
              new Backoff(FIRST_PAUSE, settings.retryAtMost()));
      Thread thread = new Thread(() -> run(loop, registry.name()), "registry-" + registry.name());
      thread.setDaemon(true);
      loops.add(loop);
      threads.add(thread);
    }
  }

  void start(@Observes StartupEvent event) {
    threads.forEach(thread -> LOG.infof("Models go to %s", thread.getName()));
    threads.forEach(Thread::start);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loops.forEach(RegistrationLoop::stop);
    // An upload may still be under way then: what it leaves, the next attempt finishes.
    for (Thread thread : threads) {
      thread.join(END.toMillis());
    }
  }

  private static void run(RegistrationLoop loop, String registry) {
    try {
      loop.run();
      return;
    } catch (KafkaException e) {
      LOG.errorf("Registering in %s cannot go on: %s", registry, e.getMessage());
      LOG.debug("Why it cannot go on", e);
    } catch (RuntimeException | Error e) {
      LOG.errorf(
          e, "Registering in %s cannot go on; this retrainer must be started again", registry);
    }
    Quarkus.asyncExit(1);
  }
}
