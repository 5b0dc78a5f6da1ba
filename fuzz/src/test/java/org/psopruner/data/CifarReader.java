package org.psopruner.data;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.psopruner.fuzz.Reader;

/** A file of CIFAR records, the first byte of an input aside, by which its length is misstated. */
public final class CifarReader implements Reader {
  private static final String NAME = "data_batch_1.bin";
  private static final int RECORD = 3073;

  private final FileTree tree = MemoryTree.empty();

  @Override
  public Optional<String> read(byte[] input) {
    byte[] file = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
    long misstated = input.length == 0 ? 0 : (long) input[0] * RECORD;
    tree.addFile(NAME, file.length + misstated, () -> new ByteArrayInputStream(file));
    try {
      for (Pixels pixels : Pixels.values()) {
        CifarRecords.read(tree, List.of(NAME), List.of("cat", "dog"), pixels);
      }
      return Optional.empty();
    } catch (DatasetException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<byte[]> seeds() {
    byte[] records = new byte[1 + 2 * RECORD];
    records[1 + RECORD] = 1;
    return List.of(records, new byte[1 + RECORD]);
  }
}
