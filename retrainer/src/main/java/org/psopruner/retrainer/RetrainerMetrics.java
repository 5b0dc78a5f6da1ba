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
            .description("Epochs of training that ended")
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

  /** One retraining, of which only what is trained now counts. */
  final class Attempt {
    private boolean told;

    private Attempt() {}

    /** Retrains, which gives a model: one that was there already counts no second time. */
    <T> T during(Supplier<T> work) {
      Timer.Sample sample = Timer.start();
      T made = work.get();
      if (told) {
        sample.stop(duration);
        models.increment();
      }
      return made;
    }

    /**
     * To be called as a listener is: first of where it begins, which is before any training or
     * after an epoch that another process may have counted.
     */
    void epochEnded() {
      if (told) {
        epochs.increment();
      }
      told = true;
    }
  }

  /** Begins to count a retraining. */
  Attempt attempt() {
    return new Attempt();
  }

  void failed() {
    failures.increment();
  }

  void refused() {
    deadLetters.increment();
  }
}
