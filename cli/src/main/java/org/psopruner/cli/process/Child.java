package org.psopruner.cli.process;

import java.nio.file.Path;
import org.psopruner.cli.RunFailedException;

/** A process that a run needs. It can be started again after it has ended. */
public interface Child {
  /** As in messages: {@code worker-1}. */
  String name();

  /** Where its output goes. */
  Path log();

  /**
   * Starts the process.
   *
   * @throws RunFailedException if it cannot be started
   */
  void start();

  boolean isAlive();

  /**
   * Sends the process a signal.
   *
   * @throws RunFailedException if it is not there, or the system refuses
   */
  void send(Signal signal);

  /** How the process ended, for a message: {@code exit code 137}. */
  String ending();

  /** Asks the process to end, without waiting. */
  void terminate();

  /** Ends the process: waits for it, and kills it when it has not ended after a grace. */
  void stop();

  /** For a child that was never started. */
  static RunFailedException notStarted(Child child) {
    return new RunFailedException(child.name() + " is not started");
  }
}
