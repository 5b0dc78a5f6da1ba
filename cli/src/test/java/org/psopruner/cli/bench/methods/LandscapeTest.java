package org.psopruner.cli.bench.methods;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.coordinator.search.SearchSpace;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.pruning.cost.Budget;
import org.psopruner.pruning.criterion.L1Norm;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.ThresholdMapping;
import org.psopruner.swarm.Position;

class LandscapeTest {
  private static final int EVALUATIONS = 12;
  private static final Network NETWORK =
      OnnxReader.read(Path.of("../demo/small-cifar10.onnx")).network();
  private static final ThresholdMapping MAPPING =
      new ThresholdMapping(NETWORK, ChannelGroups.of(NETWORK), new L1Norm(), new Budget(0.5, 1, 1));

  private final List<PrunedStructure> evaluated = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void eachMethodStaysWithinItsEvaluationsAndItsWinnerIsTheBestOfThem(Method method) {
    Landscape landscape = landscape();

    method.search(landscape, size(5));

    assertThat(landscape.evaluations()).isBetween(1, EVALUATIONS);
    assertThat(landscape.best())
        .isEqualTo(evaluated.stream().mapToDouble(LandscapeTest::accuracy).max().orElseThrow())
        .isEqualTo(accuracy(landscape.ranked().get(0)));
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedSearchesTheSameWay(Method method) {
    method.search(landscape(), size(5));
    List<PrunedStructure> first = List.copyOf(evaluated);
    evaluated.clear();

    method.search(landscape(), size(5));

    assertThat(evaluated).isEqualTo(first);
  }

  @Test
  void allStructuresOfAGlobalThresholdAndOfUniformPruningMeetTheBudget() {
    for (Method method : List.of(Method.UNIFORM, Method.GLOBAL_THRESHOLD)) {
      method.search(landscape(), size(1));
    }

    assertThat(evaluated).hasSize(2);
    assertThat(evaluated)
        .allMatch(
            structure ->
                MAPPING.cost(Structure.of(structure.kept())).parameters()
                    <= MAPPING.baselineCost().parameters() / 2);
  }

  @Test
  void whatAGlobalThresholdDeletesIsWorthLessThanWhatStaysWhateverTheGroup() {
    Method.GLOBAL_THRESHOLD.search(landscape(), size(1));

    Map<String, List<Integer>> kept = evaluated.get(0).kept();
    double mostThatGoes = 0;
    double leastThatStays = Double.POSITIVE_INFINITY;
    for (ChannelGroup group : ChannelGroups.of(NETWORK).groups()) {
      List<Integer> stays = kept.get(group.id());
      double[] values = new L1Norm().values(NETWORK, group);
      double mean = Arrays.stream(values).average().orElseThrow();
      for (int channel = 0; channel < values.length; channel++) {
        if (!stays.contains(channel)) {
          mostThatGoes = Math.max(mostThatGoes, values[channel] / mean);
        } else if (stays.size() > 1) { // the last one of a group stays, whatever it is worth
          leastThatStays = Math.min(leastThatStays, values[channel] / mean);
        }
      }
    }
    assertThat(mostThatGoes).isPositive().isLessThan(leastThatStays);
  }

  @Test
  void aNewStructureIsWorthNothingWhenAllIsSpent() {
    Landscape landscape = new Landscape(new Space(), MAPPING, LandscapeTest::accuracy, 1);

    assertThat(landscape.fitness(position(0.9))).isPositive();
    assertThat(landscape.isSpent()).isTrue();
    assertThat(landscape.fitness(position(0.9))).isPositive();
    assertThat(landscape.fitness(position(0.8))).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static double[] position(double share) {
    double[] position = new double[MAPPING.dimensions()];
    Arrays.fill(position, share);
    return position;
  }

  private Landscape landscape() {
    return new Landscape(
        new Space(),
        MAPPING,
        structure -> {
          evaluated.add(structure);
          return accuracy(structure);
        },
        EVALUATIONS);
  }

  private static double accuracy(PrunedStructure structure) {
    return structure.kept().values().stream()
        .mapToDouble(channels -> channels.size() * 0.618 % 1)
        .average()
        .orElseThrow();
  }

  private static SwarmParameters size(long seed) {
    return new SwarmParameters(4, 3, seed, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS);
  }

  private static final class Space implements SearchSpace {
    @Override
    public int dimensions() {
      return MAPPING.dimensions();
    }

    @Override
    public Map<String, Integer> channels() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CostView baseline() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Point at(Position position) {
      return new Point(
          new PrunedStructure(MAPPING.structure(position.toArray()).kept()), new CostView(1, 1, 1));
    }
  }
}
