package org.psopruner.cli.run;

import org.psopruner.cli.BadInputException;

/** Options that say something of steps of training. */
final class Steps {
  private Steps() {}

  /**
   * Refuses an option that has no effect.
   *
   * @param value of the option; null if it was not given
   * @param taken whether there are steps
   * @param other the option that is 0 if there are none
   */
  static void requireThem(String option, Object value, boolean taken, String other) {
    if (value != null && !taken) {
      throw new BadInputException(
          "%s is %s, but %s is 0, so there are no such steps; leave one of them out"
              .formatted(option, value, other));
    }
  }
}
