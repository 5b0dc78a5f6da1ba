package org.psopruner.retrainer.registration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What came of models at one registry. */
final class RegistrationMetrics {
  private final Counter registered;
  private final Counter refused;
  private final Counter unavailable;
  private final Counter deadLetters;

  /**
   * @param registry of models, by its name
   */
  RegistrationMetrics(String registry, MeterRegistry meters) {
    this.registered = counter(registry, "registered", meters);
    this.refused = counter(registry, "refused", meters);
    this.unavailable = counter(registry, "unavailable", meters);
    this.deadLetters =
        Counter.builder("psopruner.dead.letters")
            .description("Records that this process refused")
            .register(meters);
  }

  private static Counter counter(String registry, String result, MeterRegistry meters) {
    return Counter.builder("psopruner.registrations")
        .description("Attempts to register a model, by what came of them")
        .tag("registry", registry)
        .tag("result", result)
        .register(meters);
  }

  void registered() {
    registered.increment();
  }

  void refused() {
    refused.increment();
    deadLetters.increment();
  }

  void unavailable() {
    unavailable.increment();
  }
}
