package org.psopruner.pruning.structure;

/**
 * Multiples that the counts of kept channels are rounded to, since processors work on blocks of
 * channels: ONNX Runtime's convolutions take 16 at once with AVX-512, else 8, and fall back to
 * slower ones for counts that are no multiple of 4 (MLAS, NCHWc).
 *
 * @param channels 1 for no rounding, at most {@value #MAX}
 */
public record Alignment(int channels) {
  /** The largest. */
  public static final int MAX = 64;

  /** Every count stays as it is. */
  public static final Alignment NONE = new Alignment(1);

  public Alignment {
    if (channels < 1 || channels > MAX) {
      throw new IllegalArgumentException(
          "the alignment is %d channels; it must be from 1 to %d".formatted(channels, MAX));
    }
  }

  /**
   * The nearest multiple, of two as near the larger; a group's size stands in for the multiple
   * above it. A count that is as near to nothing stays as it is, so that a tight budget can be met,
   * as do the counts of a group that is no larger than one multiple.
   *
   * @param count from 1 to {@code size}
   * @param size of the channel group
   * @return from 1 to {@code size}, never less for a larger count
   */
  int of(int count, int size) {
    if (size <= channels) {
      return count;
    }
    int below = count / channels * channels;
    int above = Math.min(below + channels, size);
    if (count - below >= above - count && 2 * count > above) {
      return above;
    }
    return below == 0 ? count : below;
  }
}
