package org.psopruner.retrainer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.psopruner.engine.dl4j.NativeMemory;
import org.psopruner.kafka.DeadLetterCount;

/** What a retrainer counts; {@code docs/operations.md} says what for. */
@Singleton
class RetrainerMetrics {
  private final Counter models;
  private final Counter failures;
  private final Counter epochs;
  private final Counter deadLetters;
  private final Timer duration;

  RetrainerMetrics(MeterRegistry registry) {
    this.models = retrainings("model", registry);
    this.failures = retrainings("no_model", registry);
    this.epochs =
        Counter.builder("psopruner.retraining.epochs")
            .description("Epochs that ended")
            .register(registry);
    this.deadLetters = DeadLetterCount.in(registry);
    this.duration =
        Timer.builder("psopruner.retraining.duration")
            .description("What retrainings took, those from a checkpoint without what was before")
            .register(registry);
    NativeMemory.register(registry);
  }

  private static Counter retrainings(String outcome, MeterRegistry registry) {
    return Counter.builder("psopruner.retrainings")
        .description("Retrainings that ended, by what came of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Retrains, which gives a model. */
  <T> T retraining(Supplier<T> work) {
    Timer.Sample sample = Timer.start();
    T made = work.get();
    sample.stop(duration);
    models.increment();
    return made;
  }

  void failed() {
    failures.increment();
  }

  void epochEnded() {
    epochs.increment();
  }

  void refused() {
    deadLetters.increment();
  }
}
