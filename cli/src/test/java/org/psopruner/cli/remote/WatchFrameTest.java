package org.psopruner.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.cli.Views;
import org.psopruner.cli.text.Bar;
import org.psopruner.cli.text.Paint;
import org.psopruner.cli.text.Sparkline;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.IterationView;
import org.psopruner.messages.rest.StructureView;
import org.psopruner.messages.rest.StructureView.GroupView;
import org.psopruner.messages.rest.WorkerView;

class WatchFrameTest {
  private static final WatchFrame.Style PLAIN =
      new WatchFrame.Style(new Bar('#', '.', 8), new Sparkline("_-#"), new Paint(false));

  @Test
  void showsHowItConvergesWhoEvaluatesAndWhatStays() {
    ExperimentView view = Views.searching(3, 12, 0);
    WatchFrame frame =
        new WatchFrame(
            view,
            List.of(row(0, 0.5), row(1, 0.55), row(2, 0.6)),
            List.of(
                new WorkerView(
                    "box-7",
                    12,
                    1,
                    1500,
                    Optional.of(Instant.EPOCH),
                    Optional.of(new WorkerView.Evaluating(Views.SHA256, Instant.EPOCH, 2))),
                new WorkerView("box-8", 0, 0, 0, Optional.empty(), Optional.empty())),
            Optional.of(
                new StructureView(
                    view.globalBest().orElseThrow(),
                    view.baseline(),
                    List.of(new GroupView("conv1", 4, List.of(0, 3))))));

    assertThat(frame.lines(PLAIN))
        .containsExactly(
            "demo  searching  iteration 3/10  evaluations 12 done, 2 outstanding",
            "best         accuracy 61.25 % with 240 parameters (24.0 %), found in iteration 2",
            "convergence  _-#  50.0 % to 60.0 %",
            "",
            "worker  does                           evaluations  failed  mean time",
            "---------------------------------------------------------------------",
            "box-7   evaluates 01234567, attempt 2           12       1  1500.0 ms",
            "box-8   waits                                    0       0          -",
            "",
            "conv1  ####....  2 of 4");
  }

  @Test
  void beforeTheFirstScoreThereIsLittleToShow() {
    assertThat(new WatchFrame(Views.begun(), List.of(), List.of(), Optional.empty()).lines(PLAIN))
        .containsExactly("demo  searching  iteration 0/10  evaluations 0 done, 2 outstanding");
  }

  @Test
  void aTerminalIsWrittenOverAndNoLineWraps() {
    StringWriter text = new StringWriter();
    WatchDisplay terminal = new WatchDisplay(new PrintWriter(text), 6);

    terminal.show(List.of("\u001b[1mabcdefgh\u001b[0m", "x"));
    terminal.show(List.of("y"));

    assertThat(text.toString().replace(System.lineSeparator(), "\n"))
        .isEqualTo("\u001b[0J\u001b[1mabcde\u001b[0m\nx\n\u001b[2A\u001b[0Jy\n");
  }

  @Test
  void elsewhereALineComesOnlyWhenItDiffers() {
    StringWriter text = new StringWriter();
    WatchDisplay plain = new WatchDisplay(new PrintWriter(text), 0);

    plain.show(List.of("a", "more"));
    plain.show(List.of("a", "else"));
    plain.show(List.of("b"));

    assertThat(text.toString())
        .hasLineCount(2)
        .startsWith("a")
        .contains("b")
        .doesNotContain("\u001b");
  }

  @Test
  void eventsAreReadFromTheirLines() {
    EventStream stream = new EventStream();

    assertThat(stream.take(": nothing new")).isEmpty();
    assertThat(stream.take("")).isEmpty();
    assertThat(stream.take("event:best")).isEmpty();
    assertThat(stream.take("data: {\"a\":")).isEmpty();
    assertThat(stream.take("data:1}")).isEmpty();
    assertThat(stream.take("id: 0-12")).isEmpty();
    assertThat(stream.take("")).contains(new EventStream.Event("best", "{\"a\":\n1}"));
    assertThat(stream.take("data:x")).isEmpty();
    assertThat(stream.take("")).contains(new EventStream.Event("message", "x"));
    assertThat(stream.lastId()).isEqualTo("0-12");
  }

  private static IterationView row(int iteration, double best) {
    return new IterationView(
        iteration,
        4,
        0,
        0,
        Optional.of(best),
        Optional.of(best),
        Optional.of(best),
        Optional.of(best));
  }
}
