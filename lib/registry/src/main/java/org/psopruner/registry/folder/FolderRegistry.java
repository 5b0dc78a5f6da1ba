package org.psopruner.registry.folder;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.psopruner.messages.Reason;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelFile;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.UnavailableException;

/**
 * Copies each model into a folder of its own, {@code <root>/<experiment>/<id>}, which appears when
 * all of it is there.
 */
public final class FolderRegistry implements ModelRegistry {
  private static final String DRAFT = ".draft-";

  private final Path root;

  /**
   * @param root an absolute path; it is made where it is missing
   */
  public FolderRegistry(Path root) {
    this.root = root;
  }

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public URI register(FinishedModel model) {
    Path experiment = root.resolve(model.ready().experimentId());
    Path target = experiment.resolve(model.id());
    try {
      if (!Files.isDirectory(target)) {
        copy(model, experiment.resolve(DRAFT + model.id()), target);
      }
      return target.toUri();
    } catch (IOException e) {
      throw new UnavailableException("cannot write into %s: %s".formatted(root, Reason.of(e)), e);
    }
  }

  private static void copy(FinishedModel model, Path draft, Path target) throws IOException {
    List<ModelFile> files =
        Stream.concat(Stream.of(model.model()), model.companions().stream()).toList();
    delete(draft);
    Files.createDirectories(draft);
    for (ModelFile file : files) {
      force(Files.copy(file.path(), draft.resolve(file.name())));
    }
    force(Files.write(draft.resolve(FinishedModel.MESSAGE), model.message()));
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      delete(draft); // another one was here at the same time
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
