package org.psopruner.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.psopruner.engine.EpochResult;
import org.psopruner.fuzz.Reader;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.training.Retraining.Epoch;

/** A checkpoint whose checksum is right, whatever it holds. */
public final class CheckpointReader implements Reader {
  private static final String KEY = "k";

  private final Path folder;
  private final CheckpointFile file;

  /** Reads in a temporary folder. */
  public CheckpointReader() {
    try {
      folder = Files.createTempDirectory("checkpoint");
      folder.resolve(CheckpointFile.NAME).toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file = new CheckpointFile(DraftFolder.in(folder), KEY);
  }

  @Override
  public Optional<String> read(byte[] input) throws IOException {
    CRC32C checksum = new CRC32C();
    checksum.update(input);
    ByteBuffer bytes = ByteBuffer.allocate(input.length + Long.BYTES);
    bytes.put(input).putLong(checksum.getValue());
    Files.write(folder.resolve(CheckpointFile.NAME), bytes.array());
    List<String> ignored = new ArrayList<>();
    Optional<Checkpoint> read = file.read(network(0), ignored::add);
    read.ifPresent(checkpoint -> checkpoint.bestEpoch(0).validationAccuracy());
    return ignored.stream().findFirst();
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    Epoch first = new Epoch(0, Optional.empty(), 0.5, false);
    Epoch second = new Epoch(1, Optional.of(new EpochResult(1.25, 0.75, 4)), 0.8, true);
    return List.of(
        bytes(Checkpoint.first(first, network(1))),
        bytes(
            new Checkpoint(
                List.of(first, second),
                network(1),
                Tensor.vector(1, 2, 3),
                network(2),
                Optional.of(new WeightAverage(2, network(3))),
                12.5)));
  }

  private byte[] bytes(Checkpoint checkpoint) throws IOException {
    file.write(checkpoint);
    byte[] all = Files.readAllBytes(folder.resolve(CheckpointFile.NAME));
    return Arrays.copyOf(all, all.length - Long.BYTES);
  }

  private static Network network(float value) {
    return new Network(
        "image",
        new Shape(3, 1, 1),
        List.of(
            new Layer.Flatten("flat", "image"),
            new Layer.Dense("dense", "flat", Tensor.filled(value, 2, 3), Optional.empty())),
        "dense");
  }
}
