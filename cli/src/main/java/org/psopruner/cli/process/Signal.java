package org.psopruner.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.psopruner.cli.RunFailedException;

/** What a process can be sent (POSIX). */
public enum Signal {
  /** Ends it without a word. */
  KILL,
  /** Asks it to end. */
  TERM,
  /** Halts it where it stands, with all that it holds. */
  STOP,
  /** Lets it go on. */
  CONT;

  /** By the shell, whose {@code kill} is always there; Java can send but two of them. */
  void to(long pid) {
    try {
      int exitCode =
          new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(name(), pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exitCode != 0) {
        throw new RunFailedException("process %d cannot be sent SIG%s".formatted(pid, name()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send a signal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("interrupted while a signal was sent", e);
    }
  }
}
