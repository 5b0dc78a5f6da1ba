package org.psopruner.cli.process;

import java.nio.file.Path;

/** A process that a run needs. It can be started again after it has ended. */
interface Child {
  /** As in messages: {@code worker-1}. */
  String name();

  /** Where its output goes. */
  Path log();

  /**
   * Starts the process.
   *
   * @throws org.psopruner.cli.RunFailedException if it cannot be started
   */
  void start();

  boolean isAlive();

  /** How the process ended, for a message: {@code exit code 137}. */
  String ending();

  /** Asks the process to end, without waiting. */
  void terminate();

  /** Ends the process: waits for it, and kills it when it has not ended after a grace. */
  void stop();
}
