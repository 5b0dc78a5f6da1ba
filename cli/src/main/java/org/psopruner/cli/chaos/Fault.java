package org.psopruner.cli.chaos;

import java.time.Duration;

/**
 * Something bad that happens to one process.
 *
 * @param role of the process
 * @param number which of that role, from 0
 * @param delay how long after the moment at which it is due, so that the process is at work
 * @param length how long the process is gone, halted or cut off
 */
record Fault(Kind kind, Role role, int number, Duration delay, Duration length) {
  /** What happens. */
  enum Kind {
    /** SIGKILL; started again when the length is over. */
    KILL("kill -9"),
    /** SIGSTOP, then SIGCONT. */
    HALT("SIGSTOP"),
    /** SIGTERM; started again when the length is over. */
    RESTART("restart"),
    /** No byte goes to the broker or comes from it; of a broker, to and from all. */
    CUT("cut off");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As in a heading. */
    String words() {
      return words;
    }
  }
}
