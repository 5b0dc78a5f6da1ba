package org.psopruner.pruning.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.cost.CostModel;
import org.psopruner.pruning.cost.UnreachableBudgetException;
import org.psopruner.pruning.criterion.Criterion;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.SampleNetworks;

class ThresholdMappingTest {
  /** conv1 with 4 filters, conv2 with 5. */
  private static final Network CHAIN = SampleNetworks.chain();

  private static final ChannelGroups GROUPS = ChannelGroups.of(CHAIN);

  private static final Criterion VALUES =
      values(Map.of("conv1", new double[] {3, 1, 4, 2}, "conv2", new double[] {5, 4, 3, 2, 1}));

  @Test
  void aThresholdAtTheLowestValueKeepsEverything() {
    assertThat(mapping(VALUES).structure(new double[] {0, 0})).isEqualTo(Structure.full(GROUPS));
  }

  @Test
  void aThresholdAtTheHighestValueKeepsThatOneFilter() {
    assertThat(mapping(VALUES).structure(new double[] {1, 1}).kept())
        .isEqualTo(Map.of("conv1", List.of(2), "conv2", List.of(0)));
  }

  @Test
  void filtersUnderTheThresholdGoAndTheOneOnItStays() {
    assertThat(mapping(VALUES).structure(new double[] {0.5, 0.4}).kept())
        .isEqualTo(Map.of("conv1", List.of(0, 2), "conv2", List.of(0, 1, 2)));
  }

  @Test
  void theLastFilterIsRemovedLikeAnyOther() {
    assertThat(mapping(VALUES).structure(new double[] {0, 0.2}).kept("conv2"))
        .containsExactly(0, 1, 2, 3);
  }

  @ParameterizedTest
  @CsvSource({"0.2499,4", "0.25,3", "0.4999,3", "0.5,2", "0.75,1", "0.9999,1"})
  void aQuantileIsThatShareOfTheFilters(double quantile, int kept) {
    assertThat(mapping(VALUES).structure(new double[] {quantile, 0}).keptCount("conv1"))
        .isEqualTo(kept);
  }

  @Test
  void filtersOfTheSameValueStayTogether() {
    Criterion ties =
        values(Map.of("conv1", new double[] {1, 2, 1, 2}, "conv2", new double[] {7, 7, 7, 7, 7}));
    assertThat(mapping(ties).structure(new double[] {0.25, 0.9})).isEqualTo(Structure.full(GROUPS));
    assertThat(mapping(ties).structure(new double[] {0.5, 1}).kept("conv1")).containsExactly(1, 3);
  }

  @Test
  void overTheBudgetTheMostValuedStayAndOfEqualsTheFirst() {
    Criterion ties =
        values(Map.of("conv1", new double[] {1, 2, 1, 2}, "conv2", new double[] {7, 7, 7, 7, 7}));
    ThresholdMapping mapping = new ThresholdMapping(CHAIN, GROUPS, ties, budget(CHAIN, 3, 3));
    assertThat(mapping.structure(new double[] {0, 0}).kept())
        .isEqualTo(Map.of("conv1", List.of(0, 1, 3), "conv2", List.of(0, 1, 2)));
  }

  @Test
  void aStructureWithinTheBudgetStaysAsItIs() {
    double[] position = {0.5, 0.4};
    ThresholdMapping tight = new ThresholdMapping(CHAIN, GROUPS, VALUES, budget(CHAIN, 2, 3));
    assertThat(tight.structure(position)).isEqualTo(mapping(VALUES).structure(position));
  }

  @Test
  void scalingKeepsTheProportionsOfTheParticle() {
    Network network = SampleNetworks.small();
    ChannelGroups groups = ChannelGroups.of(network);
    ThresholdMapping mapping =
        new ThresholdMapping(network, groups, new L1Norm(), new Budget(0.2, 1, 1));
    Structure structure = mapping.structure(new double[] {0, 0.5, 0, 0.5, 0, 0.5});
    int[] whole = {32, 16, 64, 32, 128, 64};
    double factor = structure.keptCount("conv5") / 128.0;
    assertThat(factor).isBetween(0.1, 0.9);
    for (int g = 0; g < whole.length; g++) {
      assertThat((double) structure.keptCount(groups.groups().get(g).id()))
          .isBetween(factor * whole[g] - 1, factor * whole[g] + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.06, 0.3, 0.9})
  void everyStructureIsWithinTheBudgetAndAsCloseAsRoundingAllows(double share) {
    Network network = SampleNetworks.small();
    ChannelGroups groups = ChannelGroups.of(network);
    Budget budget = new Budget(share, Math.min(1, 3 * share), 1);
    ThresholdMapping mapping = new ThresholdMapping(network, groups, new L1Norm(), budget);
    ThresholdMapping free = new ThresholdMapping(network, groups, new L1Norm(), Budget.NONE);
    CostModel costs = new CostModel(network, groups);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      double[] position = random.doubles(groups.size()).toArray();
      int[] unbounded = counts(groups, free.structure(position));
      int[] counts = counts(groups, mapping.structure(position));
      assertThat(budget.allows(costs.cost(counts), costs.whole())).isTrue();
      if (budget.allows(costs.cost(unbounded), costs.whole())) {
        assertThat(counts).isEqualTo(unbounded);
      } else {
        assertThat(canAllGrow(counts, unbounded, costs, budget)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, 8", "0.06, 16", "0.25, 8", "0.25, 16", "0.9, 3", "1, 8"})
  void whatIsKeptIsAlignedAndWithinTheBudget(double share, int channels) {
    Network network = SampleNetworks.small();
    ChannelGroups groups = ChannelGroups.of(network);
    Budget budget = new Budget(share, 1, 1);
    Alignment alignment = new Alignment(channels);
    ThresholdMapping mapping =
        new ThresholdMapping(network, groups, new L1Norm(), budget, alignment);
    CostModel costs = new CostModel(network, groups);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int[] counts = counts(groups, mapping.structure(random.doubles(groups.size()).toArray()));
      assertThat(budget.allows(costs.cost(counts), costs.whole())).isTrue();
      for (int g = 0; g < counts.length; g++) {
        assertThat(alignment.of(counts[g], groups.groups().get(g).size())).isEqualTo(counts[g]);
      }
    }
  }

  /** Whether every group that is smaller than without a budget has room for a channel more. */
  private static boolean canAllGrow(int[] counts, int[] unbounded, CostModel costs, Budget budget) {
    for (int g = 0; g < counts.length; g++) {
      int[] grown = counts.clone();
      grown[g]++;
      if (counts[g] < unbounded[g] && !budget.allows(costs.cost(grown), costs.whole())) {
        return false;
      }
    }
    return true;
  }

  @Test
  void ofGroupsThatGrowTogetherSomeGrowWhereAllAreTooMany() {
    // Four filters and four: scaled to 3 and 3 they are over this budget, to 2 and 2 far under it.
    ThresholdMapping mapping = new ThresholdMapping(CHAIN, GROUPS, VALUES, budget(CHAIN, 3, 2));
    Structure structure = mapping.structure(new double[] {0, 0.2});
    assertThat(counts(GROUPS, structure)).containsExactly(3, 2);
  }

  @Test
  void theTightestBudgetKeepsOneFilterOfEachGroup() {
    ThresholdMapping mapping = new ThresholdMapping(CHAIN, GROUPS, VALUES, budget(CHAIN, 1, 1));
    assertThat(counts(GROUPS, mapping.structure(new double[] {0, 0.9}))).containsExactly(1, 1);
  }

  @Test
  void aTighterBudgetThanThatIsRefused() {
    Budget budget = new Budget(0.001, 1, 1);
    assertThatThrownBy(() -> new ThresholdMapping(CHAIN, GROUPS, VALUES, budget))
        .isInstanceOf(UnreachableBudgetException.class)
        .hasMessageContaining("the parameter budget of 0.1 %")
        .hasMessageContaining("(48 of 333)");
  }

  @Test
  void thePositionHasAValueForEachGroup() {
    assertThatThrownBy(() -> mapping(VALUES).structure(new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the position has 1 dimensions, the network has 2 channel groups");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void aValueOutsideZeroToOneIsRefused(double value) {
    assertThatThrownBy(() -> mapping(VALUES).structure(new double[] {0, value}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a position's value is %s; it must be from 0 to 1", value);
  }

  @Test
  void itKnowsItsDimensionsAndTheCostOfItsStructures() {
    ThresholdMapping mapping = mapping(VALUES);
    assertThat(mapping.dimensions()).isEqualTo(2);
    assertThat(mapping.baselineCost()).isEqualTo(Cost.of(CHAIN));
    assertThat(mapping.cost(mapping.structure(new double[] {1, 1})).parameters()).isEqualTo(48);
  }

  private static ThresholdMapping mapping(Criterion criterion) {
    return new ThresholdMapping(CHAIN, GROUPS, criterion, Budget.NONE);
  }

  /** The budget that exactly allows so many filters of conv1 and conv2. */
  private static Budget budget(Network network, int... counts) {
    CostModel costs = new CostModel(network, ChannelGroups.of(network));
    return new Budget((double) costs.cost(counts).parameters() / costs.whole().parameters(), 1, 1);
  }

  private static int[] counts(ChannelGroups groups, Structure structure) {
    return groups.groups().stream().mapToInt(g -> structure.keptCount(g.id())).toArray();
  }

  private static Criterion values(Map<String, double[]> values) {
    return (network, group) -> Arrays.copyOf(values.get(group.id()), group.size());
  }
}
