package org.psopruner.pruning.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
  private static final Cost BASELINE = new Cost(1000, 2000, 4000);

  @ParameterizedTest
  @CsvSource({"0,0 %", "-0.06,-6 %", "1.4,140 %", "6,600 %", "NaN,NaN %", "1.000001,100.0001 %"})
  void aFractionThatIsNoneIsRefused(double fraction, String shown) {
    assertThatThrownBy(() -> new Budget(fraction, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the parameter budget is %s; it must be above 0 %% and at most 100 %%; for example 6%%",
            shown);
  }

  @Test
  void theMessageNamesTheBoundThatIsWrong() {
    assertThatThrownBy(() -> new Budget(1, 0, 1)).hasMessageStartingWith("the MAC budget is 0 %");
    assertThatThrownBy(() -> new Budget(1, 1, 2))
        .hasMessageStartingWith("the byte budget is 200 %");
  }

  @Test
  void aCostOnTheBoundIsAllowedAndOneAboveIsNot() {
    Budget budget = new Budget(0.06, 0.5, 0.25);
    assertThat(budget.allows(new Cost(60, 1000, 1000), BASELINE)).isTrue();
    assertThat(budget.allows(new Cost(61, 1000, 1000), BASELINE)).isFalse();
    assertThat(budget.allows(new Cost(60, 1001, 1000), BASELINE)).isFalse();
    assertThat(budget.allows(new Cost(60, 1000, 1001), BASELINE)).isFalse();
  }

  @Test
  void noBoundAllowsTheBaseline() {
    assertThat(Budget.NONE.allows(BASELINE, BASELINE)).isTrue();
  }

  @Test
  void aBudgetThatTheSmallestStructureMeetsIsReachable() {
    assertThatCode(() -> new Budget(0.06, 1, 1).requireReachable(new Cost(60, 90, 300), BASELINE))
        .doesNotThrowAnyException();
  }

  @Test
  void aBudgetThatNoStructureMeetsSaysWhatIsTheLeast() {
    assertThatThrownBy(
            () -> new Budget(1, 0.04, 1).requireReachable(new Cost(60, 90, 300), BASELINE))
        .isInstanceOf(UnreachableBudgetException.class)
        .hasMessage(
            "no structure meets the MAC budget of 4 %: with one channel in every group 4.5 % is left (90 of 2000); give a budget of at least that");
  }
}
