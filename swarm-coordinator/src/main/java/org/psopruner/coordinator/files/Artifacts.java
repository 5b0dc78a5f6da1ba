package org.psopruner.coordinator.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.messages.rest.ArtifactsView.ArtifactView;

/**
 * The files that came of finished experiments. Only those that a retrainer or a run writes are
 * handed out, only from the experiment's output folder, and no link is followed.
 */
public final class Artifacts {
  private static final List<Kind> KINDS =
      List.of(
          new Kind("model.onnx", "application/octet-stream"),
          new Kind("model.zip", "application/zip"),
          new Kind("structure.json", "application/json"),
          new Kind("report.md", "text/markdown"),
          new Kind("report.json", "application/json"),
          new Kind("report.html", "text/html"),
          new Kind("README.md", "text/markdown"),
          new Kind("history.csv", "text/csv"),
          new Kind("inference-service.yaml", "application/yaml"));

  private final FileRoots roots;

  private record Kind(String name, String mediaType) {}

  /**
   * @param roots where output folders may lie
   */
  public Artifacts(FileRoots roots) {
    this.roots = roots;
  }

  /**
   * What there is.
   *
   * @throws UnreadableFileException if the output folder lies where nothing may be read
   */
  public List<ArtifactView> of(ExperimentSpec experiment) {
    Path folder = folder(experiment);
    return KINDS.stream().flatMap(kind -> artifact(folder, kind).stream()).toList();
  }

  /**
   * One of them.
   *
   * @return empty if there is none of that name
   * @throws UnreadableFileException if the output folder lies where nothing may be read
   */
  public Optional<ArtifactView> of(ExperimentSpec experiment, String name) {
    return of(experiment).stream().filter(artifact -> artifact.name().equals(name)).findFirst();
  }

  /**
   * Opens one of them.
   *
   * @throws UnreadableFileException if it cannot be read
   */
  public InputStream open(ExperimentSpec experiment, ArtifactView artifact) {
    Path file = folder(experiment).resolve(artifact.name());
    try {
      return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UnreadableFileException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path folder(ExperimentSpec experiment) {
    roots.require("output", experiment.output());
    return Path.of(experiment.output());
  }

  private static Optional<ArtifactView> artifact(Path folder, Kind kind) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(
              folder.resolve(kind.name()), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Stream.of(found)
          .filter(BasicFileAttributes::isRegularFile)
          .map(
              file ->
                  new ArtifactView(
                      kind.name(),
                      file.size(),
                      kind.mediaType(),
                      file.lastModifiedTime().toInstant()))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // it is not there, or nobody may look
    }
  }
}
