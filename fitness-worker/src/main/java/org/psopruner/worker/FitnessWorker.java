package org.psopruner.worker;

import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;
import org.psopruner.engine.EvaluationEngine;
import org.psopruner.engine.OutOfMemory;
import org.psopruner.engine.Pulse;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.kafka.ChannelMessages;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.EventSource;
import org.psopruner.kafka.Topics;
import org.psopruner.kafka.TraceSettings;
import org.psopruner.kafka.Traces;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.Score;
import org.psopruner.worker.evaluation.EvaluationListener;
import org.psopruner.worker.evaluation.Evaluator;
import org.psopruner.worker.particles.ConsumerGroupParticleSource;
import org.psopruner.worker.particles.ParticleLoop;
import org.psopruner.worker.particles.ParticleSource;
import org.psopruner.worker.particles.ParticleWork;
import org.psopruner.worker.particles.Scoring;
import org.psopruner.worker.particles.ShareGroupParticleSource;
import org.psopruner.worker.particles.Turns;
import org.psopruner.worker.synthetic.SyntheticEngine;

/** Puts the service together, starts and ends it. */
@Singleton
class FitnessWorker {
  private static final Logger LOG = Logger.getLogger(FitnessWorker.class);
  private static final String SHARE_GROUP = "psopruner-workers";

  /** Of another name, for a group of one kind keeps out members of the other. */
  private static final String CONSUMER_GROUP = "psopruner-workers-consumer";

  private static final Duration END = Duration.ofSeconds(5);

  private final WorkerSettings settings;
  private final Cluster cluster;
  private final MutinyEmitter<byte[]> events;
  private final FileRoots roots;
  private final WorkerMetrics metrics;
  private final Traces traces;
  private final String name;
  private final Pulse evaluating = new Pulse();
  private final Pulse taking = new Pulse();
  private final Turns turns = new Turns();
  private final ParticleLoop loop;
  private final Thread polling = new Thread(this::run, "particles");

  FitnessWorker(
      WorkerSettings settings,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @Channel("events") MutinyEmitter<byte[]> events,
      @ConfigProperty(name = FileRoots.SETTING) Optional<List<String>> roots,
      WorkerMetrics metrics,
      OpenTelemetry telemetry,
      @ConfigProperty(name = TraceSettings.DISABLED) boolean untraced) {
    this.settings = settings;
    this.cluster = Cluster.of(kafka);
    this.events = events;
    this.roots = FileRoots.of(roots.orElse(List.of()));
    this.metrics = metrics;
    this.traces = Traces.of(telemetry, untraced);
    this.name = settings.workerId().orElseGet(FitnessWorker::hostAndPid);
    ParticleWork work = new TracedWork(metrics.counting(scoring()), traces);
    this.loop =
        new ParticleLoop(
            this::open, new WatchedWork(work, evaluating), hands(), turns, settings.grace());
  }

  void start(@Observes StartupEvent event) {
    polling.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loop.stop();
    polling.join(settings.grace().plus(END).toMillis());
  }

  /** Whether particles are being taken. */
  boolean isAlive() {
    return polling.isAlive();
  }

  /** Since when no particle was asked for, and none kept. */
  Duration unpolled() {
    return taking.silence();
  }

  /** Since when nothing has moved in the evaluation; zero if there is none. */
  Duration unmoved() {
    return evaluating.silence();
  }

  private void run() {
    int exitCode = 1;
    try {
      taking.during(
          () -> {
            loop.run();
            return true;
          });
      return;
    } catch (OutOfMemoryError e) {
      exitCode = OutOfMemory.EXIT_CODE;
      LOG.errorf(
          "This worker has not enough memory (%s); the evaluation was given back. Start it again with"
              + " more: -Xmx for the heap, -Dorg.bytedeco.javacpp.maxbytes for what is beside it",
          e.getMessage());
      LOG.debug("Where the memory did not do", e);
    } catch (KafkaException e) {
      LOG.errorf("This worker cannot go on: %s", e.getMessage());
      LOG.debug("Why it cannot go on", e);
    } catch (RuntimeException | Error e) {
      LOG.error("This worker cannot go on; it must be started again", e);
    }
    Quarkus.asyncExit(exitCode);
  }

  /** A consumer group's partitions would be shared out among all hands, whoever they belong to. */
  private int hands() {
    return settings.particleSource() == WorkerSettings.Source.SHARE_GROUP ? 2 : 1;
  }

  private ParticleSource open(int hand) {
    taking.beat(); // it may have waited for a broker
    if (hand == 0) { // the others come when its source is open
      Topics.createMissing(cluster, settings.topicReplication(), settings.brokerTimeout());
      taking.beat();
    }
    ParticleSource source =
        switch (settings.particleSource()) {
          case SHARE_GROUP ->
              ShareGroupParticleSource.open(cluster, SHARE_GROUP, settings.brokerTimeout());
          case CONSUMER_GROUP ->
              ConsumerGroupParticleSource.open(cluster, CONSUMER_GROUP, settings.brokerTimeout());
        };
    if (hand == 0) {
      LOG.infof("Worker %s takes particles from %s", name, cluster);
    }
    return new WatchedSource(source, taking);
  }

  private Scoring scoring() {
    InstantSource clock = InstantSource.system();
    return new Scoring(
        new Evaluator(engine(), name, clock, roots, new Heard()),
        name,
        new EventSource("fitness-worker", name, clock, traces),
        this::send);
  }

  /** What is told of evaluations goes to whom it concerns. */
  private final class Heard implements EvaluationListener {
    @Override
    public void ended(Score score, OptionalDouble size) {
      metrics.ended(score, size);
    }

    @Override
    public void looked(int images, int of) {
      turns.looked(images, of);
    }
  }

  private EvaluationEngine engine() {
    return switch (settings.engine()) {
      case DL4J ->
          new Dl4jEngine(
              settings.threads().orElse(Runtime.getRuntime().availableProcessors()), evaluating);
      case SYNTHETIC -> {
        EvaluationEngine engine = new SyntheticEngine(settings.syntheticEvaluation());
        LOG.warnf("This worker makes its scores up (%s)", engine.description());
        yield engine;
      }
    };
  }

  private CompletableFuture<Void> send(ProducerRecord<String, byte[]> event) {
    // The client gives up sooner. Were it stuck, both hands would hold what they have for ever.
    return events
        .sendMessage(ChannelMessages.of(event))
        .subscribeAsCompletionStage()
        .orTimeout(settings.stuckAfter().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String hostAndPid() {
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + ProcessHandle.current().pid();
    } catch (UnknownHostException e) {
      return "localhost-" + ProcessHandle.current().pid();
    }
  }
}
