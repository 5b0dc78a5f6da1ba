package org.psopruner.cli.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputOptions;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.training.DivergedException;
import picocli.CommandLine;

class InProcessTest {
  @TempDir private Path folder;

  @Test
  void aTrainingThatDivergesIsARunThatFailed() {
    OutputOptions output =
        CommandLine.populateCommand(
            new OutputOptions(), "--output", folder.resolve("out").toString());
    InProcess process =
        new InProcess(
            new Screen(new PrintWriter(Writer.nullWriter()), 0, UTF_8), InstantSource.system());

    assertThatThrownBy(
            () ->
                process.run(
                    output,
                    RetrainingSettings.plain(1, 10, 1),
                    "training",
                    listener -> {
                      throw new DivergedException("the training diverged");
                    }))
        .isInstanceOf(RunFailedException.class)
        .hasMessage("the training diverged");
  }
}
