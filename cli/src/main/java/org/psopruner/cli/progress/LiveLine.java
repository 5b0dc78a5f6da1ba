package org.psopruner.cli.progress;

import java.io.PrintWriter;

/** One line of a terminal, written over again and again. */
public final class LiveLine implements ProgressDisplay {
  private static final String GAP = "  ";

  private final PrintWriter out;
  private final int width;
  private int shown;

  /**
   * @param width of the terminal in characters, at least 1
   */
  public LiveLine(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public void show(Progress progress) {
    String line = fitting(progress);
    out.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
    out.flush();
    shown = line.length();
  }

  /** One character less than the width: a terminal may wrap when its last column is written. */
  private String fitting(Progress progress) {
    String line = progress.state() + GAP + progress.timing();
    if (line.length() < width) {
      return line;
    }
    int room = Math.max(0, width - 1 - GAP.length() - progress.timing().length());
    String brief = progress.brief();
    String start = brief.substring(0, Math.min(room, brief.length()));
    line = start + GAP + progress.timing();
    return line.substring(0, Math.min(line.length(), Math.max(0, width - 1)));
  }

  @Override
  public void say(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  @Override
  public void end() {
    if (shown > 0) {
      out.println();
      out.flush();
      shown = 0;
    }
  }

  private void erase() {
    if (shown > 0) {
      out.print('\r' + " ".repeat(shown) + '\r');
      shown = 0;
    }
  }
}
