package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeTest {
  @TempDir Path folder;

  @Test
  void aSwarmHasTreleasCoefficientsWhereNothingIsSaid() throws Exception {
    assertThat(swarm().get("variant").asText()).isEqualTo("trelea");
    assertThat(swarm("--swarm", "ring").get("variant").asText()).isEqualTo("ring");
  }

  @Test
  void coefficientsAreThoseOfOneGlobalBest() throws Exception {
    JsonNode swarm = swarm("--inertia", "0.4", "--cognitive", "1.2", "--social", "1.3");

    assertThat(swarm.get("variant").asText()).isEqualTo("global-best");
    JsonNode coefficients = swarm.get("coefficients");
    assertThat(coefficients.get("inertia").asDouble()).isEqualTo(0.4);
    assertThat(coefficients.get("cognitive").asDouble()).isEqualTo(1.2);
    assertThat(coefficients.get("social").asDouble()).isEqualTo(1.3);
  }

  private JsonNode swarm(String... more) throws Exception {
    List<Object> arguments =
        new ArrayList<>(
            List.of("describe", "--model", Shell.MODEL, "--data", Shell.DATA, "--output", folder));
    arguments.addAll(List.of(more));
    return Shell.run(arguments.toArray()).json().get("swarm");
  }
}
