package org.psopruner.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void goesFromTheLeastToTheLargest() {
    assertThat(Sparkline.in(StandardCharsets.UTF_8).of(List.of(0.1, 0.2, 0.46, 0.8), 60))
        .isEqualTo("▁▂▅█");
    assertThat(Sparkline.in(StandardCharsets.US_ASCII).of(List.of(1.0, 2.0, 6.0), 60))
        .isEqualTo("_.#");
  }

  @Test
  void equalNumbersAreAsHighAsCanBeAndNoneAreNone() {
    assertThat(new Sparkline("_#").of(List.of(0.5, 0.5), 60)).isEqualTo("##");
    assertThat(new Sparkline("_#").of(List.of(), 60)).isEmpty();
  }

  @Test
  void manyNumbersFitAndNoPeakIsLost() {
    List<Double> numbers = IntStream.range(0, 1_000).mapToObj(i -> i == 517 ? 9.0 : 0.0).toList();

    String line = new Sparkline("_#").of(numbers, 10);

    assertThat(line).isEqualTo("_____#____");
  }

  @Test
  void coloursAreForTerminalsAlone() {
    assertThat(Paint.in(80, Map.of("TERM", "xterm")).good("ok")).isEqualTo("\u001b[32mok\u001b[0m");
    assertThat(Paint.in(0, Map.of()).good("ok")).isEqualTo("ok");
    assertThat(Paint.in(80, Map.of("NO_COLOR", "1")).bad("no")).isEqualTo("no");
    assertThat(Paint.in(80, Map.of("TERM", "dumb")).bold("no")).isEqualTo("no");
  }

  @Test
  void inARangeANumberIsAsHighAsItIsInIt() {
    Sparkline line = Sparkline.in(StandardCharsets.UTF_8);

    assertThat(line.of(List.of(0.0, 1.0, 6.6, 7.0), 0, 7)).isEqualTo("▁▂██");
    assertThat(line.of(List.of(-1.0, 2.0), 0, 1)).isEqualTo("▁█");
    assertThat(line.of(List.of(1.0), 1, 1)).isEqualTo("▁");
  }
}
