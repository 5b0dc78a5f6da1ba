package org.psopruner.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
  private final RecentlyUsed<String, Integer> values = new RecentlyUsed<>(2);
  private int loads;

  @Test
  void whatWasNotUsedForLongestIsLetGo() {
    load("a");
    load("b");
    load("a");
    load("c");

    assertThat(load("a")).isEqualTo(1);
    assertThat(load("b")).isEqualTo(4);
  }

  private int load(String key) {
    return values.get(key, () -> ++loads);
  }
}
