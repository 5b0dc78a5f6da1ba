package org.psopruner.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void textStandsLeftAndNumbersRight() {
    Table table = new Table(1, "layer", "parameters").row("conv1", "896").row("a long name", "9");

    assertThat(table.lines())
        .containsExactly(
            "layer        parameters",
            "-----------------------",
            "conv1               896",
            "a long name           9");
  }
}
