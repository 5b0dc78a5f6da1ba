package org.psopruner.cli.result;

import java.nio.file.Files;
import java.nio.file.Path;
import org.psopruner.cli.BadInputException;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.messages.report.RunReport;

/** The report of a run that a user names. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Reads a report.
   *
   * @param path the run's output folder, or the report itself
   * @throws BadInputException if there is none
   */
  public static RunReport read(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(RunReport.FILE_NAME) : path;
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          "%s is not there; give the output folder of a finished run".formatted(file));
    }
    try {
      return RunReport.read(file);
    } catch (UnreadableFileException e) {
      throw new BadInputException(e.getMessage(), e);
    } catch (MessageException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    }
  }
}
