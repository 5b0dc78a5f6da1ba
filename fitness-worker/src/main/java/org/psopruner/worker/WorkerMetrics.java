package org.psopruner.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.psopruner.engine.dl4j.NativeMemory;
import org.psopruner.kafka.DeadLetterCount;
import org.psopruner.messages.Score;
import org.psopruner.worker.evaluation.EvaluationListener;
import org.psopruner.worker.particles.Delivery;
import org.psopruner.worker.particles.ParticleWork;
import org.psopruner.worker.particles.Settlement;

/** What a worker counts; {@code docs/operations.md} says what for. */
@Singleton
class WorkerMetrics implements EvaluationListener {
  private static final String OUTCOMES = "psopruner.evaluations";
  private static final String DURATION = "psopruner.evaluation.duration";

  /** From the smallest network to the largest. */
  private static final List<Double> SECONDS =
      List.of(0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0);

  private final MeterRegistry registry;
  private final Counter images;
  private final Counter redelivered;
  private final Counter deadLetters;

  /** What is worked on came to; of the one thread that evaluates. */
  private Optional<Outcome> cameTo = Optional.empty();

  WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.images =
        Counter.builder("psopruner.images.evaluated")
            .description("Validation images that structures were evaluated on")
            .register(registry);
    this.redelivered =
        Counter.builder("psopruner.evaluations.redelivered")
            .description("Candidates taken that were handed out before, by the same record")
            .register(registry);
    this.deadLetters = DeadLetterCount.in(registry);
    // Once all are there at zero, the first of each is seen as a rise.
    for (Outcome outcome : Outcome.values()) {
      counter(outcome);
    }
    for (Size size : Size.values()) {
      timer(size);
    }
    NativeMemory.register(registry);
  }

  @Override
  public void ended(Score score, OptionalDouble size) {
    cameTo = Optional.of(Outcome.of(score.outcome()));
    images.increment(images(score.outcome()));
    size.ifPresent(share -> timer(Size.of(share)).record(Duration.ofMillis(score.millis())));
  }

  /** The same work, counted. */
  ParticleWork counting(ParticleWork work) {
    return new ParticleWork() {
      @Override
      public CompletableFuture<Settlement> workOn(Delivery particle) {
        if (particle.attempt() > 1) {
          redelivered.increment();
        }
        cameTo = Optional.empty();
        CompletableFuture<Settlement> settled = work.workOn(particle);
        Optional<Outcome> outcome = cameTo;
        return settled.thenApply(
            settlement -> {
              switch (settlement) {
                case GIVEN_BACK -> counter(Outcome.GIVEN_BACK).increment();
                case REFUSED -> deadLetters.increment();
                // Only now: an evaluation without a score has brought nothing forward.
                case DONE -> outcome.ifPresent(of -> counter(of).increment());
              }
              return settlement;
            });
      }

      @Override
      public void handBack(Delivery particle, Optional<String> fault) {
        counter(Outcome.GIVEN_BACK).increment();
        work.handBack(particle, fault);
      }
    };
  }

  private Counter counter(Outcome outcome) {
    return Counter.builder(OUTCOMES)
        .description("Evaluations that this worker took and ended, by what came of them")
        .tag("outcome", outcome.label)
        .register(registry);
  }

  private Timer timer(Size size) {
    return Timer.builder(DURATION)
        .description("What evaluations took, by what the structure left of the parameters")
        .tag("parameters", size.label)
        .serviceLevelObjectives(
            SECONDS.stream()
                .map(seconds -> Duration.ofMillis(Math.round(1000 * seconds)))
                .toArray(Duration[]::new))
        .register(registry);
  }

  private static int images(Score.Outcome outcome) {
    if (outcome instanceof Score.Evaluated found) {
      return found.images();
    }
    return outcome instanceof Score.Outrun outrun ? outrun.images() : 0;
  }

  private enum Outcome {
    EVALUATED("evaluated"),
    OUTRUN("outrun"),
    FAILED("failed"),
    GIVEN_BACK("given_back");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    static Outcome of(Score.Outcome outcome) {
      if (outcome instanceof Score.Evaluated) {
        return EVALUATED;
      }
      return outcome instanceof Score.Outrun ? OUTRUN : FAILED;
    }
  }

  /** Of what the baseline has: few steps, for each is a series of its own at each worker. */
  private enum Size {
    TENTH(0.1, "0-10%"),
    QUARTER(0.25, "10-25%"),
    HALF(0.5, "25-50%"),
    WHOLE(1, "50-100%");

    private final double atMost;
    private final String label;

    Size(double atMost, String label) {
      this.atMost = atMost;
      this.label = label;
    }

    static Size of(double share) {
      for (Size size : values()) {
        if (share <= size.atMost) {
          return size;
        }
      }
      return WHOLE;
    }
  }
}
