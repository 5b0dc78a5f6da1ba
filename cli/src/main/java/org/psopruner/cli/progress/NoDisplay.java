package org.psopruner.cli.progress;

/** Shows nothing: for commands whose output is read by programs. */
public final class NoDisplay implements ProgressDisplay {
  @Override
  public void show(Progress progress) {}

  @Override
  public void say(String line) {}

  @Override
  public void end() {}
}
