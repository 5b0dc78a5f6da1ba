package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwarmSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.0 | 1.5  | 1.5      | inertia (1.0) must be at least 0 and below 1
          NaN | 1.5  | 1.5      | inertia (NaN) must be at least 0 and below 1
          0.7 | -0.1 | 1.5      | cognitive (-0.1) must be a finite number of at least 0
          0.7 | 1.5  | Infinity | social (Infinity) must be a finite number of at least 0
          """)
  void namesTheSettingOfAVariantThatIsOutOfRange(
      double inertia, double cognitive, double social, String message) {
    assertRefused(() -> new Variant.GlobalBest(inertia, cognitive, social), message);
  }

  @Test
  void namesTheSettingThatIsOutOfRange() {
    assertRefused(() -> SwarmSettings.constriction(0, 2, 1), "particles (0) must be at least 1");
    assertRefused(() -> SwarmSettings.constriction(3, 0, 1), "dimensions (0) must be at least 1");
    assertRefused(
        () -> new VelocityLimit(0), "velocityLimit (0.0) must be above 0; infinity is no limit");
    assertRefused(() -> new Variant.ComprehensiveLearning(0), "iterations (0) must be at least 1");
    assertRefused(() -> new Variant.QuantumBehaved(-1), "iterations (-1) must be at least 1");
  }

  @Test
  void aStartFitsTheSwarm() {
    SwarmSettings settings = SwarmSettings.constriction(1, 2, 1);
    Position position = Position.of(0.5, 1);
    assertThat(settings.startingAt(List.of(position)).start()).containsExactly(position);
    assertRefused(
        () -> settings.startingAt(List.of(position, position)),
        "start (2 positions) must be of at most as many as there are particles");
    assertRefused(
        () -> settings.startingAt(List.of(Position.of(0.5))),
        "start has a position of 1 coordinates; it must be of as many as there are dimensions");
    assertRefused(
        () -> Position.of(0.5, 1.5), "a position's coordinate is 1.5; it must be from 0 to 1");
  }

  @Test
  void namesTheSettingOfSeveralObjectivesThatIsOutOfRange() {
    assertRefused(() -> pareto(0, 1, 1, 1), "particles (0) must be at least 1");
    assertRefused(() -> pareto(1, 0, 1, 1), "dimensions (0) must be at least 1");
    assertRefused(() -> pareto(1, 1, 0, 1), "objectives (0) must be at least 1");
    assertRefused(() -> pareto(1, 1, 1, 0), "archive (0) must be at least 1");
  }

  private static ParetoSettings pareto(int particles, int dimensions, int objectives, int archive) {
    return new ParetoSettings(
        particles, dimensions, objectives, archive, 1, Pace.SYNCHRONOUS, List.of());
  }

  private static void assertRefused(ThrowingCallable settings, String message) {
    assertThatThrownBy(settings).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
