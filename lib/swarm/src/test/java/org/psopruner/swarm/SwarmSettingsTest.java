package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwarmSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 2 | 0.7 | 1.5  | 1.5      | 0.5 | particles (0) must be at least 1
          3 | 0 | 0.7 | 1.5  | 1.5      | 0.5 | dimensions (0) must be at least 1
          3 | 2 | 1.0 | 1.5  | 1.5      | 0.5 | inertia (1.0) must be at least 0 and below 1
          3 | 2 | NaN | 1.5  | 1.5      | 0.5 | inertia (NaN) must be at least 0 and below 1
          3 | 2 | 0.7 | -0.1 | 1.5      | 0.5 | cognitive (-0.1) must be a finite number of at least 0
          3 | 2 | 0.7 | 1.5  | Infinity | 0.5 | social (Infinity) must be a finite number of at least 0
          3 | 2 | 0.7 | 1.5  | 1.5      | 0.0 | maxVelocity (0.0) must be above 0 and at most 1
          3 | 2 | 0.7 | 1.5  | 1.5      | 1.1 | maxVelocity (1.1) must be above 0 and at most 1
          """)
  void namesTheSettingThatIsOutOfRange(
      int particles,
      int dimensions,
      double inertia,
      double cognitive,
      double social,
      double maxVelocity,
      String message) {
    assertThatThrownBy(
            () ->
                new SwarmSettings(
                    particles, dimensions, 1, inertia, cognitive, social, maxVelocity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
