package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the command that disturbs real processes. */
@Timeout(900)
class ChaosIT {
  private static final Duration LONG = Duration.ofMinutes(12);

  @TempDir private Path folder;

  @Test
  void nothingIsLostAndTheWinnerIsTheSame() throws Exception {
    CommandProcess chaos =
        CommandProcess.start(
            folder,
            "chaos",
            "--kills",
            "3",
            "--seed",
            "3",
            "--coordinators",
            "2",
            "--workers",
            "2",
            "--json",
            "--output",
            folder.resolve("chaos"));

    assertThat(chaos.exitCode(LONG)).as("%s", chaos).isZero();

    JsonNode figures = new ObjectMapper().readTree(chaos.out());
    int kills = 0;
    for (JsonNode row : figures.get("kills")) {
      kills += row.get("times").intValue();
    }
    assertThat(kills).isEqualTo(3);
    JsonNode disturbed = figures.get("disturbed");
    assertThat(disturbed.get("redelivered").isNumber()).isTrue();
    assertThat(disturbed.get("lost").intValue()).isZero();
    assertThat(disturbed.get("deadLetters").intValue()).isZero();
    assertThat(disturbed.get("models").intValue()).isEqualTo(1);
    assertThat(figures.get("sameWinner").booleanValue()).isTrue();
    assertThat(figures.get("sameSwarm").booleanValue()).isTrue();
    assertThat(figures.get("sameModel").booleanValue()).isTrue();
  }
}
