package org.psopruner.coordinator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.psopruner.coordinator.experiment.ExperimentCounts;
import org.psopruner.coordinator.experiment.Experiments;
import org.psopruner.coordinator.log.ExperimentLog;
import org.psopruner.coordinator.log.Mishaps;
import org.psopruner.kafka.DeadLetterCount;
import org.psopruner.messages.rest.ExperimentView;

/**
 * What a coordinator counts; {@code docs/operations.md} says what for. Each knows all experiments,
 * so all of them tell the same of these, a few seconds old.
 */
@Singleton
class CoordinatorMetrics {
  private static final Logger LOG = Logger.getLogger(CoordinatorMetrics.class);
  private static final int REFRESH_SECONDS = 3;
  private static final String EXPERIMENT = "experiment";

  private final MeterRegistry registry;
  private final Experiments experiments;
  private final ExperimentLog log;
  private final MultiGauge states;
  private final MultiGauge evaluations;
  private final MultiGauge iterations;
  private final MultiGauge fitness;
  private final MultiGauge size;
  private final ScheduledExecutorService refreshing =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "metrics");
            thread.setDaemon(true);
            return thread;
          });

  CoordinatorMetrics(MeterRegistry registry, Experiments experiments, ExperimentLog log) {
    this.registry = registry;
    this.experiments = experiments;
    this.log = log;
    this.states = gauges("psopruner.experiments", "Experiments, by state");
    this.evaluations =
        gauges("psopruner.experiment.evaluations", "Evaluations of an experiment, by state");
    this.iterations =
        gauges("psopruner.experiment.iterations", "Iterations of an experiment that are complete");
    this.fitness =
        gauges(
            "psopruner.experiment.best.fitness.ratio",
            "The validation accuracy of an experiment's best structure so far");
    this.size =
        gauges(
            "psopruner.experiment.best.size.ratio",
            "Parameters of an experiment's best structure, as a share of the baseline's");
  }

  private MultiGauge gauges(String name, String meaning) {
    return MultiGauge.builder(name).description(meaning).register(registry);
  }

  void start(@Observes StartupEvent event) {
    // While the log is being read nobody knows, which is not the same as none.
    gauge(
        "psopruner.evaluations.outstanding",
        "Evaluations that wait for a score: what GET /queue answers",
        log -> log.isReplayed() ? experiments.outstanding() : Double.NaN);
    gauge(
        "psopruner.log.replayed",
        "1 once the log is read as far as it reached at the start, else 0",
        log -> log.isReplayed() ? 1 : 0);
    gauge(
        "psopruner.broker.connected",
        "1 while the broker answers, else 0",
        log -> log.isConnected() ? 1 : 0);
    gauge(
        "psopruner.partitions.owned",
        "Partitions of the experiments that this coordinator publishes for",
        ExperimentLog::ownedPartitions);
    counter(
        "psopruner.evaluations.published.again",
        "Candidates that were published again, since their score did not come",
        Mishaps::publishedAgain);
    counter(
        "psopruner.evaluations.given.up",
        "Evaluations that were scored as failed, since no worker gave them a score",
        Mishaps::givenUp);
    counter(DeadLetterCount.NAME, DeadLetterCount.MEANING, Mishaps::deadLetters);
    Future<?> unused =
        refreshing.scheduleWithFixedDelay(
            this::refreshSafely, 0, REFRESH_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    refreshing.shutdown();
  }

  private void gauge(String name, String meaning, ToDoubleFunction<ExperimentLog> value) {
    Gauge.builder(name, log, value).description(meaning).register(registry);
  }

  private void counter(String name, String meaning, ToDoubleFunction<Mishaps> value) {
    FunctionCounter.builder(name, log.mishaps(), value).description(meaning).register(registry);
  }

  /** What goes wrong once may go right the next time; a task that throws is not run again. */
  private void refreshSafely() {
    try {
      if (log.isReplayed()) {
        refresh();
      }
    } catch (RuntimeException e) {
      LOG.error("What the metrics tell of the experiments could not be brought up to date", e);
    }
  }

  /** Those of experiments that were deleted go. */
  private void refresh() {
    List<ExperimentCounts> counts = experiments.counts();
    states.register(
        Stream.of(ExperimentView.State.values()).map(state -> row(state, counts)).toList(), true);
    evaluations.register(
        counts.stream()
            .flatMap(
                one ->
                    Stream.of(
                        row(one, "outstanding", one.outstanding()),
                        row(one, "evaluated", one.evaluated()),
                        row(one, "outrun", one.outrun()),
                        row(one, "failed", one.failed())))
            .toList(),
        true);
    register(iterations, counts, one -> Optional.of((double) one.iterations()));
    register(fitness, counts, one -> one.best().map(ExperimentView.BestView::accuracy));
    register(size, counts, ExperimentCounts::bestSize);
  }

  private static Row<?> row(ExperimentView.State state, List<ExperimentCounts> counts) {
    return Row.of(
        Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
        counts.stream().filter(one -> one.state() == state).count());
  }

  private static Row<?> row(ExperimentCounts one, String state, int evaluations) {
    return Row.of(Tags.of(EXPERIMENT, one.id(), "state", state), evaluations);
  }

  private static void register(
      MultiGauge gauges,
      List<ExperimentCounts> counts,
      Function<ExperimentCounts, Optional<Double>> value) {
    gauges.register(
        counts.stream()
            .flatMap(
                one ->
                    value.apply(one).stream()
                        .map(found -> Row.of(Tags.of(EXPERIMENT, one.id()), found)))
            .toList(),
        true);
  }
}
