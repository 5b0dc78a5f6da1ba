package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every variant. */
class LawsTest {
  static Stream<SwarmSettings> settings() {
    return Variants.settings();
  }

  static Stream<SwarmSettings> settingsWithAllBounds() {
    return Variants.settings().flatMap(s -> Stream.of(Bounds.values()).map(s::with));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aSwarmIsRebuiltFromTheLog(SwarmSettings settings) {
    Swarm swarm = new Swarm(settings);
    Log<Double> log = run(swarm, 500, 1);
    Swarm replayed = new Swarm(settings);
    log.replay(replayed);
    assertThat(replayed.outstanding()).isEqualTo(swarm.outstanding());
    assertThat(replayed.ask()).isEqualTo(swarm.ask());
    assertThat(replayed.globalBest()).isEqualTo(swarm.globalBest()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void atTheSynchronousPaceTheOrderOfTheTellsChangesNothing(SwarmSettings settings) {
    SwarmSettings synchronous = settings.with(Pace.SYNCHRONOUS);
    Swarm one = new Swarm(synchronous);
    Swarm other = new Swarm(synchronous);
    run(one, 450, 1);
    run(other, 450, 2);
    assertThat(one.iteration()).isEqualTo(50);
    assertThat(other.ask()).isEqualTo(one.ask());
    assertThat(other.globalBest()).isEqualTo(one.globalBest());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void anotherSeedGivesAnotherSearch(SwarmSettings settings) {
    Swarm one = new Swarm(settings);
    Swarm other =
        new Swarm(
            SwarmSettings.of(settings.particles(), settings.dimensions(), 43, settings.variant())
                .with(settings.pace()));
    run(one, 90, 1);
    run(other, 90, 1);
    assertThat(other.ask()).doesNotContainAnyElementsOf(one.ask());
  }

  @ParameterizedTest
  @MethodSource("settingsWithAllBounds")
  void whatIsAskedIsInTheUnitCube(SwarmSettings settings) {
    Swarm swarm = new Swarm(settings);
    List<Position> asked = new ArrayList<>();
    // Best in a corner, where particles leave the cube.
    Log.of(
        swarm,
        position -> {
          asked.add(position);
          return position.get(0) + position.get(1) - position.get(2);
        },
        500,
        3);
    assertThat(asked).hasSize(500).allMatch(LawsTest::isInside);
    assertThat(swarm.globalBest().orElseThrow().fitness()).isGreaterThan(1.5);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theFirstParticlesStartWhereTheyAreTold(SwarmSettings settings) {
    List<Position> start =
        List.of(Position.of(0, 0.1, 0.2, 0.3, 1), Position.of(0.5, 0.5, 0.5, 0.5, 0.5));
    Swarm swarm = new Swarm(settings.startingAt(start));
    assertThat(swarm.ask().subList(0, 2)).isEqualTo(start);
    assertThat(swarm.ask().subList(2, 9)).isEqualTo(new Swarm(settings).ask().subList(2, 9));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void searchesOnWhereAllHaveFailed(SwarmSettings settings) {
    Swarm swarm = new Swarm(settings);
    List<Position> start = swarm.ask();
    for (int particle = 0; particle < 9; particle++) {
      swarm.tell(particle, Double.NEGATIVE_INFINITY);
    }
    assertThat(swarm.globalBest()).isEmpty();
    assertThat(swarm.iteration()).isEqualTo(1);
    assertThat(swarm.ask()).hasSize(9);
    run(swarm, 300, 1);
    assertThat(swarm.globalBest()).isPresent();
    assertThat(swarm.ask()).doesNotContainAnyElementsOf(start);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void oneParticleIsASwarmToo(SwarmSettings settings) {
    Swarm swarm = new Swarm(SwarmSettings.of(1, 2, 7, settings.variant()).with(settings.pace()));
    run(swarm, 50, 1);
    assertThat(swarm.iteration()).isEqualTo(50);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatDoesNotExceedThePersonalBestMovesTheSwarmAlikeWhateverItIs(SwarmSettings settings) {
    Swarm exact = new Swarm(settings);
    Swarm vague = new Swarm(settings);
    Random order = new Random(5);
    for (int tell = 0; tell < 500; tell++) {
      List<Ask> asks = exact.outstanding();
      assertThat(vague.outstanding()).isEqualTo(asks);
      Ask ask = asks.get(order.nextInt(asks.size()));
      double fitness = -Math.abs(ask.position().get(0) - 0.3) - ask.position().get(1);
      double best = vague.personalBest(ask.id().particle());
      exact.tell(ask.id(), fitness);
      vague.tell(ask.id(), fitness > best ? fitness : tell % 2 == 0 ? best : -1e9);
    }
    assertThat(vague.globalBest()).isEqualTo(exact.globalBest()).isPresent();
  }

  @Test
  void anAskIsToldOnce() {
    Swarm swarm = new Swarm(SwarmSettings.constriction(3, 2, 42).with(Pace.ASYNCHRONOUS));
    AskId first = swarm.outstanding().get(1).id();
    assertThat(first).isEqualTo(new AskId(0, 1));
    assertThat(swarm.tell(first, 0.5)).extracting(Ask::id).containsExactly(new AskId(1, 1));
    assertThatThrownBy(() -> swarm.tell(first, 0.5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("particle 1 has its fitness for iteration 0 already");
    assertThatThrownBy(() -> swarm.tell(new AskId(2, 1), 0.5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("particle 1 was not asked for iteration 2 yet");
    assertThatThrownBy(() -> swarm.tell(new AskId(0, 3), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("particle 3 is none of 0..2");
  }

  @Test
  void atTheAsynchronousPaceAParticleMovesAtOnceOnWhatIsKnown() {
    Swarm swarm = new Swarm(SwarmSettings.constriction(3, 2, 42).with(Pace.ASYNCHRONOUS));
    List<Position> start = swarm.ask();
    swarm.tell(2, 0.5);
    assertThat(swarm.ask().subList(0, 2)).isEqualTo(start.subList(0, 2));
    assertThat(swarm.ask().get(2)).isNotEqualTo(start.get(2));
    assertThat(swarm.globalBest()).contains(new Best(0, 2, start.get(2), 0.5));
    assertThat(swarm.iteration()).isZero();
  }

  private static boolean isInside(Position position) {
    return DoubleStream.of(position.toArray()).allMatch(x -> x >= 0 && x <= 1);
  }

  /** Tells so many fitness values, in an order of its own. */
  private static Log<Double> run(Swarm swarm, int tells, long order) {
    return Log.of(swarm, position -> -Benchmark.RASTRIGIN.at(position), tells, order);
  }
}
