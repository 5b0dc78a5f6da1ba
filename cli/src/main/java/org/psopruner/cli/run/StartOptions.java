package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import picocli.CommandLine.Option;

/** Where a search starts. */
public final class StartOptions {
  @Option(
      names = "--start",
      paramLabel = "NAME",
      description =
          "Where the swarm starts: ${COMPLETION-CANDIDATES}; not with --sensitivity. For sensitive,"
              + " an analysis is made first, on the images of the search: the network is evaluated"
              + " with one layer pruned at a time, four times a layer (default: sensitive).")
  private StartPoint start;

  @Option(
      names = "--sensitivity",
      paramLabel = "FILE",
      description =
          "Start one particle where an analysis advises that was made before: what psopruner"
              + " sensitivity has written.")
  private Path sensitivity;

  /** What was asked for. */
  public SwarmStart start() {
    if (sensitivity != null) {
      if (start != null) {
        throw new BadInputException(
            "--sensitivity is %s, but --start is %s; give one of them"
                .formatted(sensitivity, start));
      }
      return new SensitivityStart(sensitivity);
    }
    return start == null ? StartPoint.SENSITIVE : start;
  }

  /** The option that was given and its value, in words; empty if none was. */
  public Optional<String> given() {
    return Optional.ofNullable(sensitivity)
        .map(file -> "--sensitivity is " + file)
        .or(() -> Optional.ofNullable(start).map(name -> "--start is " + name));
  }
}
