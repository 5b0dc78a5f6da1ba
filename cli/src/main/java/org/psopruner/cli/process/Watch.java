package org.psopruner.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.psopruner.cli.RunFailedException;

/**
 * Counts a child's deaths, and gives up on it when there are too many.
 *
 * <p>A worker may die as often as it likes if it lives long enough in between: its candidate goes
 * to another one. The others may die once in a run.
 */
final class Watch {
  private final Child child;
  private final int deathsInARow;
  private final Duration longLife;
  private final InstantSource clock;
  private Instant started = Instant.MAX;
  private int deaths;

  /**
   * @param deathsInARow that lead to failure, at least 1
   * @param longLife a child that lived this long has its earlier deaths forgiven
   */
  Watch(Child child, int deathsInARow, Duration longLife, InstantSource clock) {
    this.child = child;
    this.deathsInARow = deathsInARow;
    this.longLife = longLife;
    this.clock = clock;
  }

  Child child() {
    return child;
  }

  void start() {
    started = clock.instant();
    child.start();
  }

  /**
   * Counts a death.
   *
   * @throws RunFailedException if there were too many
   */
  void died() {
    boolean livedLong = clock.instant().isAfter(started.plus(longLife));
    deaths = livedLong ? 1 : deaths + 1;
    if (deaths >= deathsInARow) {
      throw new RunFailedException(
          "%s ended%s (%s)%s; see %s"
              .formatted(
                  child.name(),
                  deaths == 1 ? "" : " %d times in a row".formatted(deaths),
                  child.ending(),
                  lastLine(),
                  child.log()));
    }
  }

  /** The last line that the child logged and that is no part of a stack trace. */
  String lastLine() {
    try (var lines = Files.lines(child.log())) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("\t"))
          .reduce((earlier, later) -> later)
          .map(line -> ": " + line.strip())
          .orElse("");
    } catch (IOException e) {
      return ", its log cannot be read";
    }
  }
}
