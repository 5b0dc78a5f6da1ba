package org.psopruner.pruning.groups;

/** How many channels a layer's output has, from how many channels each group keeps. */
public final class Width {
  private final int fixed;

  /** For each group: how many places of the output each of its channels takes. */
  private final int[] places;

  Width(int fixed, int[] places) {
    this.fixed = fixed;
    this.places = places;
  }

  /** A width that no structure changes. */
  public static Width constant(int channels) {
    return new Width(channels, new int[0]);
  }

  /**
   * The number of channels, or of features after a flatten.
   *
   * @param kept for each group, in order, how many of its channels are kept
   */
  public long of(int[] kept) {
    long width = fixed;
    for (int g = 0; g < places.length; g++) {
      width += (long) places[g] * kept[g];
    }
    return width;
  }
}
