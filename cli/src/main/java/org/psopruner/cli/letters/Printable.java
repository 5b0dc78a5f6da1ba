package org.psopruner.cli.letters;

/** Text from records, which may hold anything, as a terminal may be given it. */
final class Printable {
  private Printable() {}

  /** In one line, without control characters. */
  static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+", " ").strip();
  }
}
