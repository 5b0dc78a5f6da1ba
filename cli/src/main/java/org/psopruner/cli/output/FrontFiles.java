package org.psopruner.cli.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Reason;
import org.psopruner.cli.result.FrontFile;
import org.psopruner.cli.result.StructureFile;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;

/**
 * A front as files: {@code front.csv}, and in the folder {@code front} the structure of each of its
 * candidates, named by its evaluation.
 *
 * @param output the folder that takes them, which is there
 */
public record FrontFiles(Path output) {
  /** The folder of the structures. */
  public static final String FOLDER = "front";

  private static final String ENDING = ".json";

  /**
   * Writes them, in place of those of an earlier front. Where the table is there, so are the
   * structures.
   *
   * @param candidate gives one by its evaluation id
   * @throws BadInputException if they cannot be written
   */
  public void write(FrontView front, Function<String, CandidateView> candidate) {
    Path folder = output.resolve(FOLDER);
    clear(folder);
    for (FrontPoint point : front.items()) {
      String id = point.evaluationId();
      new OutputFile("--output", folder.resolve(id + ENDING))
          .write(StructureFile.bytes(candidate.apply(id).groups()));
    }
    new OutputFile("--output", output.resolve(FrontFile.NAME)).write(FrontFile.bytes(front));
  }

  /** What a user has put there stays. */
  private static void clear(Path folder) {
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> structures =
          Files.newDirectoryStream(
              folder, file -> file.getFileName().toString().matches("[0-9a-f]{64}\\" + ENDING))) {
        for (Path structure : structures) {
          Files.delete(structure);
        }
      }
    } catch (IOException e) {
      throw new BadInputException(
          "--output needs the folder %s, which cannot be used (%s); give another folder"
              .formatted(folder, Reason.of(e)),
          e);
    }
  }
}
