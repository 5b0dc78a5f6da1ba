package org.psopruner.deploy;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as the JVM, JavaCPP and Compose have them: {@code 512m}, {@code 4g}. */
final class Sizes {
  private static final Map<String, Integer> SHIFTS = Map.of("k", 10, "m", 20, "g", 30);
  private static final String SIZE = "(\\d+)([kmg])";

  private Sizes() {}

  static long bytes(String size) {
    return bytes(size, "");
  }

  /** What an option of the JVM sets. */
  static long bytes(String options, String option) {
    Matcher matcher = Pattern.compile(Pattern.quote(option) + SIZE).matcher(options);
    if (!matcher.find()) {
      throw new AssertionError("there is no %s in %s".formatted(option, options));
    }
    return Long.parseLong(matcher.group(1)) << SHIFTS.get(matcher.group(2));
  }

  /**
   * Whether the heap and the arrays fit into what the process may hold, and that into its limit.
   */
  static boolean fit(String options, long limit) {
    long heap = bytes(options, "-Xmx");
    if (!options.contains("javacpp")) {
      return heap <= limit * 3 / 4;
    }
    long all = bytes(options, "-Dorg.bytedeco.javacpp.maxphysicalbytes=");
    return heap + bytes(options, "-Dorg.bytedeco.javacpp.maxbytes=") <= all
        && all <= limit * 95 / 100;
  }
}
