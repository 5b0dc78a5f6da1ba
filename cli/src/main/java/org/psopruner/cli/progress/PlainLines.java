package org.psopruner.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A line whenever something happened, but not more often than every few seconds. */
public final class PlainLines implements ProgressDisplay {
  private final PrintWriter out;
  private final InstantSource clock;
  private final Duration interval;
  private String lastState = "";
  private Instant next = Instant.MIN;

  /**
   * @param interval the shortest time between two lines
   */
  public PlainLines(PrintWriter out, InstantSource clock, Duration interval) {
    this.out = out;
    this.clock = clock;
    this.interval = interval;
  }

  @Override
  public void show(Progress progress) {
    Instant now = clock.instant();
    if (!progress.state().equals(lastState) && !now.isBefore(next)) {
      out.println(progress.state() + "  " + progress.timing());
      out.flush();
      lastState = progress.state();
      next = now.plus(interval);
    }
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void end() {
    out.flush();
  }
}
