package org.psopruner.worker.particles;

/** What becomes of a particle. */
public enum Settlement {
  /** Its score is published. */
  DONE,
  /** Another worker is to have it, or this one later. */
  GIVEN_BACK,
  /** It cannot be understood; it is among the dead letters. */
  REFUSED
}
