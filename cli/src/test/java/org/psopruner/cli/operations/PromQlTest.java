package org.psopruner.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up{job=\"a/up_b\"} == 1 | up",
        "max(queue) > 0 unless on () sum(increase(done_total[1h])) > 0 | done_total queue",
        "histogram_quantile(0.95, sum by (le, size) (rate(took_seconds_bucket[5m]))) | took_seconds_bucket",
        "sum(a) without (pod) / (b offset 1h > 1e3) | a b",
        "absent(replayed == 1) or vector(0) | replayed"
      })
  void findsWhatAnExpressionIsAbout(String expression, String metrics) {
    assertThat(String.join(" ", PromQl.metrics(expression))).isEqualTo(metrics);
  }
}
