package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeTest {
  @TempDir Path folder;

  @Test
  void aSwarmHasTreleasCoefficientsWhereNothingIsSaid() throws Exception {
    assertThat(swarm("--start", "random").get("variant").asText()).isEqualTo("trelea");
    assertThat(swarm("--start", "random", "--swarm", "ring").get("variant").asText())
        .isEqualTo("ring");
  }

  @Test
  void coefficientsAreThoseOfOneGlobalBest() throws Exception {
    JsonNode swarm =
        swarm("--start", "random", "--inertia", "0.4", "--cognitive", "1.2", "--social", "1.3");

    assertThat(swarm.get("variant").asText()).isEqualTo("global-best");
    JsonNode coefficients = swarm.get("coefficients");
    assertThat(coefficients.get("inertia").asDouble()).isEqualTo(0.4);
    assertThat(coefficients.get("cognitive").asDouble()).isEqualTo(1.2);
    assertThat(coefficients.get("social").asDouble()).isEqualTo(1.3);
  }

  @Test
  void aSwarmAroundUniformPruningStartsWithAnyCriterionThatIsSearched() throws Exception {
    JsonNode start = swarm("--start", "around-uniform", "--criterion", "searched").get("start");

    assertThat(start).hasSize(20).allMatch(position -> position.size() == 7);
    assertThat(start.get(0).get(6).asDouble()).isZero();
    assertThat(start)
        .extracting(position -> (int) (4 * position.get(6).asDouble()))
        .contains(0, 1, 2, 3);
  }

  @Test
  void aSwarmAroundUniformPruningStartsWhereItAlwaysDidWithOneCriterion() throws Exception {
    JsonNode start = swarm("--start", "around-uniform", "--seed", "3").get("start");

    SplittableRandom random = new SplittableRandom(3);
    for (int particle = 1; particle < 20; particle++) {
      for (int group = 0; group < 6; group++) {
        double uniform = start.get(0).get(group).asDouble();
        assertThat(start.get(particle).get(group).asDouble())
            .isEqualTo(Math.max(0, Math.min(1, uniform + 0.2 * (2 * random.nextDouble() - 1))));
      }
    }
  }

  private JsonNode swarm(String... more) throws Exception {
    return Shell.describe(folder, (Object[]) more).json().get("swarm");
  }
}
