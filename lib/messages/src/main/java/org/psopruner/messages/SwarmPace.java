package org.psopruner.messages;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When particles move. */
public enum SwarmPace {
  /** All at once, when the last of an iteration has its score. */
  SYNCHRONOUS,
  /**
   * Each as soon as its score is in, on what is known then: no worker waits for the slowest. What
   * is searched depends on the order of the scores in the log.
   */
  ASYNCHRONOUS;

  /** Its name in JSON and on the command line. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
