package org.psopruner.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void numbersReadTheSameEverywhere() {
    assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Figures.percent(0.0612)).isEqualTo("6.1 %");
    assertThat(Figures.change(200, 50)).isEqualTo("-75.0 %");
    assertThat(Figures.change(0, 50)).isEqualTo("-");
    assertThat(Figures.points(0.8539, 0.8543)).isEqualTo("+0.04 points");
    assertThat(Figures.millis(0.81234)).isEqualTo("0.812 ms");
    assertThat(Figures.millis(123.456)).isEqualTo("123.5 ms");
    assertThat(Figures.time(Duration.ofSeconds(65))).isEqualTo("1:05");
    assertThat(Figures.time(Duration.ofSeconds(7265))).isEqualTo("2:01:05");
  }

  @Test
  void aBarShowsThatSomethingIsLeft() {
    Bar bar = new Bar('#', '.', 8);

    assertThat(bar.of(0)).isEqualTo("........");
    assertThat(bar.of(0.01)).isEqualTo("#.......");
    assertThat(bar.of(0.5)).isEqualTo("####....");
    assertThat(bar.of(1)).isEqualTo("########");
  }

  @Test
  void aBarIsMadeOfWhatTheOutputCanShow() {
    assertThat(Bar.in(StandardCharsets.US_ASCII).full()).isEqualTo('#');
    assertThat(Bar.in(StandardCharsets.UTF_8).full()).isEqualTo('\u2588');
  }
}
