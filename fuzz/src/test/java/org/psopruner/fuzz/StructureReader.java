package org.psopruner.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.psopruner.pruning.structure.InvalidStructureException;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.StructureJson;

/** {@code structure.json}. */
final class StructureReader implements Reader {
  private final Path file = temporary();

  private static Path temporary() {
    try {
      Path file = Files.createTempFile("structure", ".json");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> read(byte[] input) throws IOException {
    Files.write(file, input);
    try {
      Structure structure = StructureJson.read(file);
      if (structure.canonicalForm().isEmpty()) {
        throw new IllegalStateException("no form");
      }
      return Optional.empty();
    } catch (InvalidStructureException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        ("{\"version\":1,\"groups\":[{\"group\":\"conv1\",\"channels\":4,\"kept\":[0,3]},"
                + "{\"group\":\"conv2\",\"channels\":5,\"kept\":[4]}]}")
            .getBytes(UTF_8));
  }
}
