package org.psopruner.messages;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What values a filter: those of the least value go first. */
public enum FilterCriterion {
  /** The sum of its absolute weights. */
  L1_NORM,
  /** The Euclidean norm of its weights. */
  L2_NORM,
  /** The absolute scale of the batch norm behind it. */
  BATCH_NORM_SCALE,
  /** Its distances to the other filters (FPGM). */
  GEOMETRIC_MEDIAN,
  /** What a file says. */
  MEASURED,
  /**
   * What the last coordinate of a particle says: one of those that the weights tell, or what a file
   * says if there is one.
   */
  SEARCHED,
  /** Chance, drawn from the swarm's seed. */
  RANDOM;

  /** Its name in JSON and on the command line. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
