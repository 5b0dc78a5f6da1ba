package org.psopruner.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.training.testing.Winners;

/** A real process, killed in the midst of an epoch. */
@Timeout(240)
class KilledRetrainingIT {
  private static final int EPOCHS = 3;
  private static final int KILLED = 137;

  @TempDir private Path folder;

  /** What is killed: retrains into the folder that it is given, and prints each epoch's number. */
  public static void main(String[] arguments) {
    retrain(Path.of(arguments[0]), (ended, best, note) -> System.out.println(ended.epoch()));
  }

  private static void retrain(Path output, Retraining.Listener listener) {
    new RetrainingJob(new Dl4jEngine(2), 2, Clock.systemUTC())
        .run(RetrainingTask.of(Winners.half("killed", output, EPOCHS)), listener);
  }

  @Test
  void goesOnAndEndsWithTheModelOfAnUndisturbedRun() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    retrain(undisturbed, (ended, best, note) -> {});
    Path killed = folder.resolve("killed");
    killInTheSecondEpoch(killed);

    List<String> rest = new ArrayList<>();
    retrain(killed, (ended, best, note) -> rest.add((ended.epoch() + " " + note).strip()));

    assertThat(rest).startsWith("1 resumed after epoch 1").endsWith(Integer.toString(EPOCHS));
    assertThat(killed.resolve("model.onnx"))
        .hasSameBinaryContentAs(undisturbed.resolve("model.onnx"));
  }

  private static void killInTheSecondEpoch(Path output) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpsopruner.home=" + System.getProperty("psopruner.home"),
                KilledRetrainingIT.class.getName(),
                output.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Not an argument: ONNX Runtime 1.29 crashes in processes whose command line is over 4 KiB.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("0");
      assertThat(lines.readLine()).isEqualTo("1");
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isEqualTo(KILLED);
  }
}
