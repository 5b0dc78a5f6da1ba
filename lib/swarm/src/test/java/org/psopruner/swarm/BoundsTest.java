package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {
  @ParameterizedTest
  @CsvSource({
    "ABSORBING,          0.9,  0.5, 1,    0",
    "ABSORBING,          0.1, -0.5, 0,    0",
    "DETERMINISTIC_BACK, 0.9,  0.5, 1,   -0.25",
    "DETERMINISTIC_BACK, 0.1, -0.5, 0,    0.25",
    "REFLECTING,         0.9,  0.5, 0.6, -0.5",
    "REFLECTING,         0.1, -0.5, 0.4,  0.5",
    "REFLECTING,         0.5,  2.2, 0.7, -2.2",
    "INVISIBLE,          0.9,  0.5, 1.4,  0.5",
    "ABSORBING,          0.5,  0.2, 0.7,  0.2",
    "INVISIBLE,          0.5,  0.5, 1,    0.5",
  })
  void aParticleThatLeavesTheCube(
      Bounds bounds, double x, double velocity, double place, double after) {
    Body body = flown(bounds, x, velocity);
    assertThat(body.x(0)).isCloseTo(place, within(1e-12));
    assertThat(body.velocity(0)).isEqualTo(after);
    assertThat(body.isOutside()).isEqualTo(place > 1);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.5, 1", "0.1, -0.5, 0"})
  void oneThatIsSentBackAtRandomHasAShareOfItsVelocity(double x, double velocity, double place) {
    Body body = flown(Bounds.RANDOM_BACK, x, velocity);
    assertThat(body.x(0)).isEqualTo(place);
    assertThat(-body.velocity(0) / velocity).isBetween(0.0, 1.0);
  }

  private static Body flown(Bounds bounds, double x, double velocity) {
    RandomStream random = new RandomStream(1, 0, 0);
    Body body = new Body(1, VelocityLimit.NONE, bounds, Optional.of(Position.of(x)), random);
    body.fly(new double[] {velocity}, random);
    return body;
  }
}
