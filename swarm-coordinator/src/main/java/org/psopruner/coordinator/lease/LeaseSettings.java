package org.psopruner.coordinator.lease;

import java.time.Duration;

/**
 * How patient the coordinator is.
 *
 * @param shortest lease of an evaluation, above zero; the lease is longer where evaluations take
 *     long
 * @param straggler how long an evaluation runs at least before an idle worker gets it, too; longer
 *     where evaluations take long
 */
public record LeaseSettings(Duration shortest, Duration straggler) {
  /** The shortest lease where nothing else is said, as text. */
  public static final String DEFAULT_SHORTEST = "PT2M";

  /** A straggler runs at least so long where nothing else is said, as text. */
  public static final String DEFAULT_STRAGGLER = "PT10S";

  /** What holds where nothing else is said. */
  public static final LeaseSettings DEFAULT =
      new LeaseSettings(Duration.parse(DEFAULT_SHORTEST), Duration.parse(DEFAULT_STRAGGLER));

  public LeaseSettings {
    requirePositive("the shortest lease", shortest);
    requirePositive("the shortest straggler", straggler);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException("%s is %s; it must be above zero".formatted(name, value));
    }
  }
}
