package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.engine.EpochResult;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.training.Retraining.Epoch;

class CheckpointFileTest {
  private static final String KEY = "ab".repeat(32);
  private static final Network STRUCTURE = network(0);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          List.of(
              new Epoch(0, Optional.empty(), 0.5, false),
              new Epoch(1, Optional.of(new EpochResult(1.25, 0.75, 4_000)), 0.8, true)),
          network(1),
          Tensor.vector(0.25f, Float.MIN_VALUE, -0f),
          network(2),
          Optional.of(new WeightAverage(2, network(3))),
          12.5);

  @TempDir private Path folder;
  private final List<String> ignored = new ArrayList<>();
  private DraftFolder drafts;
  private CheckpointFile file;

  @BeforeEach
  void open() {
    drafts = DraftFolder.in(folder);
    file = new CheckpointFile(drafts, KEY);
  }

  @AfterEach
  void close() {
    drafts.close();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    file.write(CHECKPOINT);
    Checkpoint read = file.read(STRUCTURE, ignored::add).orElseThrow();

    assertThat(read.epochs()).isEqualTo(CHECKPOINT.epochs());
    assertThat(read.network().layers()).isEqualTo(CHECKPOINT.network().layers());
    assertThat(read.best().layers()).isEqualTo(CHECKPOINT.best().layers());
    assertThat(read.average().orElseThrow().count()).isEqualTo(2);
    assertThat(read.average().orElseThrow().network().layers()).isEqualTo(network(3).layers());
    assertThat(read.momentum()).isEqualTo(CHECKPOINT.momentum());
    assertThat(read.seconds()).isEqualTo(12.5);
    assertThat(ignored).isEmpty();
  }

  @Test
  void eachReplacesTheOneBeforeAndLeavesNoDraft() {
    file.write(CHECKPOINT);
    file.write(Checkpoint.first(CHECKPOINT.epochs().get(0), network(4)));

    Checkpoint read = file.read(STRUCTURE, ignored::add).orElseThrow();
    assertThat(read.epochs()).hasSize(1);
    assertThat(read.average()).isEmpty();
    assertThat(drafts.draft(CheckpointFile.NAME)).doesNotExist();
  }

  @Test
  void thereIsNoneAtFirstAndNoneInTheEnd() {
    assertThat(file.read(STRUCTURE, ignored::add)).isEmpty();
    file.write(CHECKPOINT);
    file.delete();
    drafts.close();
    assertThat(folder).isEmptyDirectory();
    drafts = DraftFolder.in(folder);
    assertThat(ignored).isEmpty();
  }

  @Test
  void anotherRetrainingsIsIgnored() {
    new CheckpointFile(drafts, "cd".repeat(32)).write(CHECKPOINT);

    assertIgnored("checkpoint.bin is of another retraining and was ignored");
  }

  @Test
  void oneWithAFlippedBitIsIgnored() throws IOException {
    byte[] bytes = written();
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve(CheckpointFile.NAME), bytes);

    assertIgnored("checkpoint.bin is damaged and was ignored");
  }

  @Test
  void oneThatWasCutOffIsIgnored() throws IOException {
    byte[] bytes = written();
    for (int length : new int[] {0, 7, 8, 100, bytes.length - 1}) {
      Files.write(folder.resolve(CheckpointFile.NAME), java.util.Arrays.copyOf(bytes, length));

      assertIgnored("checkpoint.bin is damaged and was ignored");
      ignored.clear();
    }
  }

  @Test
  void aDraftThatADeadProcessLeftIsNoCheckpoint() throws IOException {
    Files.write(drafts.draft(CheckpointFile.NAME), written());
    Files.delete(folder.resolve(CheckpointFile.NAME));

    assertThat(file.read(STRUCTURE, ignored::add)).isEmpty();
    file.write(CHECKPOINT);
    assertThat(file.read(STRUCTURE, ignored::add)).isPresent();
    assertThat(ignored).isEmpty();
  }

  private byte[] written() throws IOException {
    file.write(CHECKPOINT);
    return Files.readAllBytes(folder.resolve(CheckpointFile.NAME));
  }

  private void assertIgnored(String why) {
    assertThat(file.read(STRUCTURE, ignored::add)).isEmpty();
    assertThat(ignored).containsExactly(why);
  }

  /** Large enough that its weights are written in several chunks. */
  private static Network network(float value) {
    return new Network(
        "image",
        new Shape(1, 150, 150),
        List.of(
            new Layer.Flatten("flat", "image"),
            new Layer.Dense(
                "dense",
                "flat",
                Tensor.filled(value, 2, 22_500),
                Optional.of(Tensor.vector(value + 0.5f, -value)))),
        "dense");
  }
}
