package org.psopruner.cli.progress;

/** Where progress is shown. */
public interface ProgressDisplay {
  /** Shows how far things are, in place of what was shown before. */
  void show(Progress progress);

  /** Shows a line that stays. */
  void say(String line);

  /** Leaves the cursor at the start of an empty line. */
  void end();
}
