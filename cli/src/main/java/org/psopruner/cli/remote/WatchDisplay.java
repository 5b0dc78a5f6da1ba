package org.psopruner.cli.remote;

import java.io.PrintWriter;
import java.util.List;

/**
 * Lines that are written over each other in a terminal (ECMA-48: cursor up, erase), and one after
 * another elsewhere, only where they differ.
 */
final class WatchDisplay {
  private static final String ERASE_REST = "\u001b[0J";

  private final PrintWriter out;
  private final int columns;
  private int shown;
  private String last = "";

  /**
   * @param columns of the terminal; 0 if there is none
   */
  WatchDisplay(PrintWriter out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Shows a frame; where there is no terminal, its first line. */
  void show(List<String> lines) {
    if (columns == 0) {
      plain(lines.get(0));
      return;
    }
    if (shown > 0) {
      out.printf("\u001b[%dA", shown); // that many lines up
    }
    out.print(ERASE_REST);
    lines.forEach(line -> out.println(fitting(line)));
    out.flush();
    shown = lines.size();
  }

  private void plain(String line) {
    if (!line.equals(last)) {
      out.println(line);
      out.flush();
      last = line;
    }
  }

  /** A line that would wrap would be two: it is cut, with colours counting for nothing. */
  private String fitting(String line) {
    StringBuilder cut = new StringBuilder();
    int visible = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\u001b') {
        int end = line.indexOf('m', i);
        cut.append(line, i, end + 1);
        i = end;
      } else if (visible < columns - 1) {
        cut.append(line.charAt(i));
        visible++;
      }
    }
    return cut.toString();
  }
}
