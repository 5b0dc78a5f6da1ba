package org.psopruner.messages;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How particles move and whom they follow. */
public enum SwarmVariant {
  /** All follow the global best, with constriction (Clerc and Kennedy 2002). */
  GLOBAL_BEST,
  /** As that, with the coefficients of Trelea (2003), which make it come together sooner. */
  TRELEA,
  /** Each follows the best of itself and its two neighbours (SPSO 2011 on a ring). */
  RING,
  /** Each coordinate learns from another particle's best (CLPSO, Liang et al. 2006). */
  COMPREHENSIVE_LEARNING,
  /** Without velocity, around an attractor (QPSO, Sun et al. 2004). */
  QUANTUM,
  /**
   * Each follows one of those that no other beats in accuracy, parameters and MACs (SMPSO, Nebro et
   * al. 2009).
   */
  PARETO;

  /** Its name in JSON and on the command line. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
