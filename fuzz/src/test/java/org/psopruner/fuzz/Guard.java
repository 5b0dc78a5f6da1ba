package org.psopruner.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Reads inputs and makes sure of what holds for each, whatever it is. */
final class Guard {
  private static final long NANOS = 1_000_000_000L;
  private static final int LONGEST_MESSAGE = 1_200;

  /** The first may load classes, which takes long where they are instrumented. */
  private static final int ATTEMPTS = 3;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Subject subject;
  private final Reader reader;

  Guard(Subject subject) {
    this.subject = subject;
    this.reader = subject.reader();
  }

  Reader reader() {
    return reader;
  }

  /**
   * Reads an input.
   *
   * @return whether it was taken
   * @throws AssertionError if it crashes the reader, takes a second of computing or too much
   *     memory, or is refused in more than one line
   */
  boolean read(byte[] input) {
    String excess = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long cpu = threads.getCurrentThreadCpuTime();
      long bytes = threads.getCurrentThreadAllocatedBytes();
      Optional<String> refusal = refusal(input);
      long taken = threads.getCurrentThreadAllocatedBytes() - bytes;
      long nanos = threads.getCurrentThreadCpuTime() - cpu;
      if (nanos <= NANOS && taken <= subject.allocationLimit()) {
        refusal.ifPresent(this::requireOneLine);
        return refusal.isEmpty();
      }
      excess = "computes for %d ns and takes %d bytes of memory".formatted(nanos, taken);
    }
    throw new AssertionError(subject.label() + " " + excess);
  }

  private Optional<String> refusal(byte[] input) {
    try {
      return reader.read(input);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(subject.label() + " fails: " + e, e);
    }
  }

  private void requireOneLine(String message) {
    if (message.isBlank()
        || message.length() > LONGEST_MESSAGE
        || message.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029)) {
      throw new AssertionError(
          "%s refuses in more than a line: %s".formatted(subject.label(), message));
    }
  }
}
