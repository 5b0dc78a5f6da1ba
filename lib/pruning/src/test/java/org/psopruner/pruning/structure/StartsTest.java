package org.psopruner.pruning.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.SampleNetworks;

class StartsTest {
  private static final Network CHAIN = SampleNetworks.chain();

  @Test
  void uniformPruningTakesTheLeastShareThatMeetsTheBudget() {
    ThresholdMapping mapping = mapping(new Budget(0.5, 1, 1));

    double[] uniform = Starts.uniform(mapping);

    assertThat(Arrays.stream(uniform).distinct()).hasSize(1);
    assertThat(mapping.meetsBudget(uniform)).isTrue();
    double[] less = Arrays.stream(uniform).map(x -> x - 1e-5).toArray();
    assertThat(mapping.meetsBudget(less)).isFalse();
  }

  @Test
  void nothingGoesWhereThereIsNoBudget() {
    ThresholdMapping mapping = mapping(Budget.NONE);

    assertThat(mapping.structure(Starts.uniform(mapping)))
        .isEqualTo(Structure.full(ChannelGroups.of(CHAIN)));
  }

  /** Alignment can lift what the highest threshold leaves over the budget. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void anyBudgetThatCanBeMetIsMetByTheStructure(int alignment) {
    ThresholdMapping mapping =
        new ThresholdMapping(
            CHAIN,
            ChannelGroups.of(CHAIN),
            new L1Norm(),
            new Budget(0.3, 1, 1),
            new Alignment(alignment));

    Structure structure = mapping.structure(Starts.uniform(mapping));

    assertThat(mapping.cost(structure).parameters())
        .isLessThanOrEqualTo((long) (0.3 * mapping.baselineCost().parameters()));
  }

  /** conv1 can lose all but one filter at no cost, conv2 nothing without. */
  @Test
  void whatIsInsensitiveGoesFirst() {
    ThresholdMapping mapping = mapping(new Budget(0.8, 1, 1));

    double[] start =
        Starts.insensitive(
            mapping,
            new double[] {0.25, 0.5, 0.75},
            List.of(new double[] {0, 0, 0.01}, new double[] {0.2, 0.4, 0.6}));

    assertThat(mapping.meetsBudget(start)).isTrue();
    assertThat(start[0]).isGreaterThanOrEqualTo(0.5);
    assertThat(start[1]).isLessThan(0.25);
  }

  @Test
  void betweenTheSharesThatWereTriedTheLossRunsStraight() {
    // A budget that is met when the allowance is at 1/2: conv1 is at half of its only share then.
    ThresholdMapping mapping = mapping(new Budget(1e-9 + cost(0.5, 0), 1, 1));

    double[] start =
        Starts.insensitive(
            mapping, new double[] {0.98}, List.of(new double[] {0.98}, new double[] {1e9}));

    assertThat(start[0]).isCloseTo(0.5, within(1e-5));
    assertThat(start[1]).isCloseTo(0, within(1e-5));
  }

  private static double cost(double... position) {
    ThresholdMapping mapping = mapping(Budget.NONE);
    return (double) mapping.cost(mapping.structure(position)).parameters()
        / mapping.baselineCost().parameters();
  }

  private static ThresholdMapping mapping(Budget budget) {
    return new ThresholdMapping(CHAIN, ChannelGroups.of(CHAIN), new L1Norm(), budget);
  }
}
