package org.psopruner.data;

/** What becomes of pixels that are read. */
enum Pixels {
  /** They stay in memory, to be looked at. */
  KEPT,

  /**
   * An image after the other is decoded, to see whether it can be, and let go: so the content of
   * data of any length can be told in little memory, without keeping all processors busy.
   */
  CHECKED
}
