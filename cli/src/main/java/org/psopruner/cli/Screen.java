package org.psopruner.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.psopruner.cli.progress.LiveLine;
import org.psopruner.cli.progress.NoDisplay;
import org.psopruner.cli.progress.PlainLines;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.cli.text.Bar;
import org.psopruner.cli.text.Paint;
import org.psopruner.cli.text.Sparkline;
import org.psopruner.messages.RecordJson;

/**
 * What the user looks at.
 *
 * @param out standard output
 * @param columns of the terminal; 0 if standard output is none
 * @param charset of the output
 */
public record Screen(PrintWriter out, int columns, Charset charset) {
  private static final Duration INTERVAL = Duration.ofSeconds(3);

  /** A live line in a terminal, plain lines elsewhere. */
  public ProgressDisplay progress(InstantSource clock) {
    return progress(clock, INTERVAL);
  }

  /**
   * As {@link #progress(InstantSource)}.
   *
   * @param interval the shortest time between two plain lines
   */
  public ProgressDisplay progress(InstantSource clock, Duration interval) {
    return columns > 0 ? new LiveLine(out, columns) : new PlainLines(out, clock, interval);
  }

  /** As {@link #progress(InstantSource)}, but nothing where standard output is for JSON alone. */
  public ProgressDisplay progressUnless(boolean json, InstantSource clock) {
    return json ? new NoDisplay() : progress(clock);
  }

  /**
   * Plain lines beside what a command writes to standard output, for programs.
   *
   * @param err standard error
   */
  public static ProgressDisplay progressAside(PrintWriter err, InstantSource clock) {
    return new PlainLines(err, clock, INTERVAL);
  }

  /**
   * Shows what a command found.
   *
   * @param found written as JSON if that is asked for, alone on standard output
   * @param lines of the same for people
   */
  public void show(Object found, boolean json, List<String> lines) {
    if (json) {
      out.println(new String(RecordJson.write(found), StandardCharsets.UTF_8));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }

  /** The bars that the output can show. */
  public Bar bar() {
    return Bar.in(charset);
  }

  /** The sparklines that the output can show. */
  public Sparkline sparkline() {
    return Sparkline.in(charset);
  }

  /** Colours, if this is a terminal that is to have some. */
  public Paint paint() {
    return Paint.in(columns, System.getenv());
  }
}
