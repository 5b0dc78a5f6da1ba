package org.psopruner.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DisplayTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  private static Progress progress(String state, String timing) {
    return new Progress(state, "brief " + state, timing);
  }

  @Test
  void aLiveLineIsWrittenOver() {
    LiveLine line = new LiveLine(out, 80);
    line.show(progress("iteration 1/10", "0:01"));
    assertThat(text.toString()).isEqualTo("\riteration 1/10  0:01");

    text.getBuffer().setLength(0);
    line.show(progress("done", "0:02"));
    assertThat(text.toString()).isEqualTo("\rdone  0:02" + " ".repeat(10));
  }

  @Test
  void aLiveLineFitsTheTerminalAndKeepsItsTiming() {
    LiveLine line = new LiveLine(out, 20);
    line.show(progress("iteration 1/10 and more", "0:01"));
    assertThat(text.toString()).isEqualTo("\rbrief iterati  0:01").hasSize(1 + 19);
  }

  @Test
  void aLineThatStaysTakesTheLiveLinesPlace() {
    LiveLine line = new LiveLine(out, 40);
    line.show(progress("iteration", "0:01"));
    text.getBuffer().setLength(0);

    line.say("worker-1 ended");
    line.end();

    assertThat(text.toString())
        .isEqualTo("\r" + " ".repeat(15) + "\rworker-1 ended" + System.lineSeparator());
  }

  @Test
  void aPipeGetsALineWhenSomethingHappenedButNotTooOften() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    PlainLines lines = new PlainLines(out, now::get, Duration.ofSeconds(3));

    lines.show(progress("a", "0:00"));
    lines.show(progress("b", "0:00"));
    now.set(Instant.EPOCH.plusSeconds(3));
    lines.show(progress("b", "0:03"));
    now.set(Instant.EPOCH.plusSeconds(9));
    lines.show(progress("b", "0:09"));

    assertThat(text.toString()).hasLineCount(2).contains("a  0:00").contains("b  0:03");
  }
}
