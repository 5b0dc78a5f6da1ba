package org.psopruner.cli.output;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Reason;
import org.psopruner.cli.result.FrontFile;
import org.psopruner.cli.result.StructureFile;
import org.psopruner.cli.text.EvaluationIds;
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
   * @param candidate gives one by its evaluation id; where it fails, nothing has changed
   * @throws BadInputException if they cannot be written
   */
  public void write(FrontView front, Function<String, CandidateView> candidate) {
    Map<String, byte[]> structures = new LinkedHashMap<>();
    for (FrontPoint point : front.items()) {
      String id = point.evaluationId();
      structures.put(id + ENDING, StructureFile.bytes(candidate.apply(id).groups()));
    }
    remove();
    try {
      Files.createDirectories(folder());
    } catch (IOException e) {
      throw unusable(e);
    }
    structures.forEach(
        (name, bytes) -> new OutputFile("--output", folder().resolve(name)).write(bytes));
    new OutputFile("--output", output.resolve(FrontFile.NAME)).write(FrontFile.bytes(front));
  }

  /**
   * Removes those of an earlier front, if there are any. What a user has put there stays.
   *
   * @throws BadInputException if that cannot be done
   */
  public void remove() {
    try {
      Files.deleteIfExists(output.resolve(FrontFile.NAME));
      if (Files.exists(folder())) {
        removeStructures();
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void removeStructures() throws IOException {
    try (DirectoryStream<Path> structures =
        Files.newDirectoryStream(folder(), file -> isStructure(file.getFileName().toString()))) {
      for (Path structure : structures) {
        Files.delete(structure);
      }
    }
  }

  private static boolean isStructure(String name) {
    return name.endsWith(ENDING)
        && EvaluationIds.isWhole(name.substring(0, name.length() - ENDING.length()));
  }

  private BadInputException unusable(IOException e) {
    return new BadInputException(
        "--output needs the folder %s, which cannot be used (%s); give another folder"
            .formatted(folder(), Reason.of(e)),
        e);
  }

  private Path folder() {
    return output.resolve(FOLDER);
  }
}
