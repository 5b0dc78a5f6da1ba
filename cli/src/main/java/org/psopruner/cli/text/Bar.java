package org.psopruner.cli.text;

import java.nio.charset.Charset;

/**
 * A share as a bar.
 *
 * @param full the character of the filled part
 * @param empty the character of the rest
 * @param width in characters, at least 1
 */
public record Bar(char full, char empty, int width) {
  private static final int WIDTH = 32;
  private static final char BLOCK = '\u2588';
  private static final char SHADE = '\u2591';

  /** A bar of blocks where the output can show them, else of number signs and points. */
  public static Bar in(Charset charset) {
    return charset.newEncoder().canEncode(BLOCK)
        ? new Bar(BLOCK, SHADE, WIDTH)
        : new Bar('#', '.', WIDTH);
  }

  /**
   * The bar of a share.
   *
   * @param share from 0 to 1; what is above 0 shows at least one filled character
   */
  public String of(double share) {
    int filled = share <= 0 ? 0 : Math.max(1, (int) Math.round(Math.min(1, share) * width));
    return String.valueOf(full).repeat(filled) + String.valueOf(empty).repeat(width - filled);
  }
}
