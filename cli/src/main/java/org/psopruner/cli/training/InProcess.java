package org.psopruner.cli.training;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.RunFailedException;
import org.psopruner.cli.Screen;
import org.psopruner.cli.output.OutputFolder;
import org.psopruner.cli.output.OutputOptions;
import org.psopruner.cli.progress.ProgressDisplay;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.training.DivergedException;
import org.psopruner.training.Retraining;

/** Runs a job in this process: holds its output folder, shows its epochs, says why it failed. */
record InProcess(Screen screen, InstantSource clock) {
  /**
   * Runs it to its end.
   *
   * @param what it does, as the first line
   * @param job tells a listener of its epochs and gives its report
   * @throws BadInputException if the output folder or the network cannot be used
   * @throws RunFailedException if the training diverges, or memory or disk do not suffice
   */
  <R> R run(
      OutputOptions output,
      RetrainingSettings recipe,
      String what,
      Function<Retraining.Listener, R> job) {
    // Every epoch has its line: they are rare enough.
    ProgressDisplay display = screen.progress(clock, Duration.ZERO);
    try (OutputFolder held = OutputFolder.claim(output.path(), output.overwrite())) {
      display.say(what + ", into " + held.path());
      return job.apply(new EpochProgress(recipe.epochs(), display, clock));
    } catch (UnsupportedLayerException e) {
      throw new BadInputException(e.getMessage(), e);
    } catch (DivergedException | UncheckedIOException e) {
      throw new RunFailedException(e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new RunFailedException(
          "the memory does not suffice for batches of %d images; give a smaller --batch"
              .formatted(recipe.batch()),
          e);
    } finally {
      display.end();
    }
  }
}
