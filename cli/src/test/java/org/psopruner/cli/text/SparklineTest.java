package org.psopruner.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void aNumberIsABarOfItsHeight() {
    assertThat(Sparkline.in(StandardCharsets.UTF_8, 0, 7).of(List.of(0.0, 1.0, 6.6, 7.0)))
        .isEqualTo("\u2581\u2582\u2588\u2588");
  }

  @Test
  void whatLiesOutsideIsShownAsTheEnd() {
    assertThat(Sparkline.in(StandardCharsets.US_ASCII, 0, 1).of(List.of(-1.0, 2.0)))
        .isEqualTo("_#");
  }

  @Test
  void whereAllAreTheSameNothingRises() {
    assertThat(Sparkline.in(StandardCharsets.US_ASCII, 1, 1).of(List.of(1.0))).isEqualTo("_");
  }
}
