package org.psopruner.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many dead letters a process wrote: of one name at every service, for one alert on all. */
public final class DeadLetterCount {
  public static final String NAME = "psopruner.dead.letters";
  public static final String MEANING = "Records that this process refused";

  private DeadLetterCount() {}

  /** A counter of it, at zero. */
  public static Counter in(MeterRegistry registry) {
    return Counter.builder(NAME).description(MEANING).register(registry);
  }
}
