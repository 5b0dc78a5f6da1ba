package org.psopruner.fuzz;

/** What Jazzer calls. The system property {@code fuzz.subject} names the subject. */
public final class Target {
  private static final Guard GUARD = new Guard(Subject.valueOf(System.getProperty("fuzz.subject")));

  private Target() {}

  public static void fuzzerTestOneInput(byte[] input) {
    GUARD.read(input);
  }
}
