package org.psopruner.retrainer;

import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.psopruner.engine.OutOfMemory;
import org.psopruner.engine.Pulse;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.LogIds;
import org.psopruner.kafka.TraceSettings;
import org.psopruner.kafka.Traces;
import org.psopruner.messages.FileRoots;
import org.psopruner.retrainer.bests.PublishedModels;
import org.psopruner.retrainer.bests.RetrainingLoop;
import org.psopruner.retrainer.bests.Work;
import org.psopruner.retrainer.registration.Registries;
import org.psopruner.retrainer.registration.RegistrySettings;
import org.psopruner.training.RetrainingJob;

/** Puts the service together, starts and ends it. */
@Singleton
class Retrainer {
  private static final Logger LOG = Logger.getLogger(Retrainer.class);
  private static final String GROUP = "psopruner-retrainer";
  private static final Duration END = Duration.ofSeconds(5);

  private final Pulse retraining = new Pulse();
  private final Pulse polling = new Pulse();
  private final RetrainingLoop loop;
  private final Thread thread = new Thread(this::run, "global-bests");

  Retrainer(
      RetrainerSettings settings,
      RegistrySettings registries,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "quarkus.uuid") String instance,
      @ConfigProperty(name = FileRoots.SETTING) Optional<List<String>> roots,
      RetrainerMetrics metrics,
      OpenTelemetry telemetry,
      @ConfigProperty(name = TraceSettings.DISABLED) boolean untraced) {
    Traces traces = Traces.of(telemetry, untraced);
    Cluster cluster = Cluster.of(kafka);
    int threads = settings.threads().orElse(Runtime.getRuntime().availableProcessors());
    Work work =
        new GlobalBests(
            new RetrainingJob(new Dl4jEngine(threads, retraining), threads, Clock.systemUTC()),
            FileRoots.of(roots.orElse(List.of())),
            new EventSource("retrainer", instance, Clock.systemUTC(), traces),
            new Announcement(new Registries(registries)),
            new PublishedModels(cluster)::haveOneOf,
            metrics);
    this.loop =
        new RetrainingLoop(
            cluster,
            GROUP,
            (read, publisher) ->
                retraining.during(
                    () ->
                        LogIds.during(
                            LogIds.of(read),
                            () ->
                                traces.during(
                                    "retrain", read, () -> work.answer(read, publisher)))),
            polling::beat);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loop.stop();
    thread.join(END.toMillis());
  }

  /** Whether global bests are being taken. */
  boolean isAlive() {
    return thread.isAlive();
  }

  /** Since when the group was not polled. */
  Duration unpolled() {
    return polling.silence();
  }

  /** Since when nothing has moved in the retraining; zero if there is none. */
  Duration unmoved() {
    return retraining.silence();
  }

  private void run() {
    int exitCode = 1;
    try {
      polling.during(
          () -> {
            loop.run();
            return true;
          });
      return;
    } catch (OutOfMemoryError e) {
      exitCode = OutOfMemory.EXIT_CODE;
      LOG.errorf(
          "This retrainer has not enough memory (%s); the retraining goes on from its checkpoint in"
              + " another one, or in this one when it is started again with more: -Xmx for the"
              + " heap, -Dorg.bytedeco.javacpp.maxbytes for what is beside it",
          e.getMessage());
      LOG.debug("Where the memory did not do", e);
    } catch (KafkaException e) {
      LOG.errorf("This retrainer cannot go on: %s", e.getMessage());
      LOG.debug("Why it cannot go on", e);
    } catch (RuntimeException | Error e) {
      LOG.error("This retrainer cannot go on; it must be started again", e);
    }
    Quarkus.asyncExit(exitCode);
  }
}
