package org.psopruner.messages;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether an evaluation may end before its last image. */
public enum Racing {
  /**
   * It ends when even all images that are left, were they right, could not lift the accuracy above
   * the particle's personal best: the swarm moves as it would have with the exact accuracy.
   */
  EXACT,
  /**
   * It ends when it is unlikely enough that the accuracy exceeds the particle's personal best. With
   * a small probability the swarm misses a personal best.
   */
  STATISTICAL,
  /** It does not. */
  NONE;

  /** Its name in JSON and on the command line. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
