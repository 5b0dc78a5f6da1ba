package org.psopruner.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.engine.EpochResult;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.training.Retraining.Epoch;

/**
 * A checkpoint as bytes, big-endian: magic number, key, seconds, epochs, then floats without
 * lengths, for the structure says how many they are: weights, best weights, averaged weights (after
 * how many were averaged), and the momentum after its length.
 */
final class CheckpointFormat {
  /** "PSOPcp" and the version of the format. */
  private static final long MAGIC = 0x50534F5063700001L;

  private static final int CHUNK = 1 << 14;

  /** Of an epoch without training. */
  private static final int EPOCH_BYTES = Double.BYTES + 2;

  private CheckpointFormat() {}

  /** How many floats a checkpoint holds: all but some hundred of its bytes. */
  static long floats(Checkpoint checkpoint) {
    return floats(checkpoint.network())
        + floats(checkpoint.best())
        + checkpoint.average().map(average -> floats(average.network())).orElse(0L)
        + checkpoint.momentum().size();
  }

  private static long floats(Network network) {
    return network.tensors().stream().mapToLong(Tensor::size).sum();
  }

  static void write(String key, Checkpoint checkpoint, DataOutputStream out) throws IOException {
    out.writeLong(MAGIC);
    out.writeUTF(key);
    out.writeDouble(checkpoint.seconds());
    out.writeInt(checkpoint.epochs().size());
    for (Epoch epoch : checkpoint.epochs()) {
      write(epoch, out);
    }
    write(checkpoint.network(), out);
    write(checkpoint.best(), out);
    out.writeInt(checkpoint.average().map(WeightAverage::count).orElse(0));
    if (checkpoint.average().isPresent()) {
      write(checkpoint.average().get().network(), out);
    }
    out.writeInt(checkpoint.momentum().size());
    write(checkpoint.momentum(), out);
  }

  /** The key at the start; empty if these are no bytes of this format. */
  static Optional<String> readKey(DataInputStream in) throws IOException {
    return in.readLong() == MAGIC ? Optional.of(in.readUTF()) : Optional.empty();
  }

  /**
   * What comes after the key.
   *
   * @param structure the network that was trained, with any weights
   * @param bytes how long the file is: no count in it may stand for more
   * @throws InvalidObjectException if a count cannot be
   */
  static Checkpoint read(DataInputStream in, Network structure, long bytes) throws IOException {
    double seconds = in.readDouble();
    int count = count(in, 1, bytes / EPOCH_BYTES);
    List<Epoch> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < count; epoch++) {
      epochs.add(readEpoch(epoch, in));
    }
    Network network = readNetwork(structure, in);
    Network best = readNetwork(structure, in);
    int averaged = count(in, 0, count);
    Optional<WeightAverage> average =
        averaged == 0
            ? Optional.empty()
            : Optional.of(new WeightAverage(averaged, readNetwork(structure, in)));
    Tensor momentum = readTensor(in, new int[] {count(in, 0, bytes / Float.BYTES)});
    return new Checkpoint(epochs, network, momentum, best, average, seconds);
  }

  private static int count(DataInputStream in, int least, long most) throws IOException {
    int count = in.readInt();
    if (count < least || count > most) {
      throw new InvalidObjectException(
          "a count is %d; it must be from %d to %d".formatted(count, least, most));
    }
    return count;
  }

  private static void write(Epoch epoch, DataOutputStream out) throws IOException {
    out.writeDouble(epoch.validationAccuracy());
    out.writeBoolean(epoch.averaged());
    out.writeBoolean(epoch.training().isPresent());
    if (epoch.training().isPresent()) {
      EpochResult training = epoch.training().get();
      out.writeDouble(training.loss());
      out.writeDouble(training.accuracy());
      out.writeInt(training.images());
    }
  }

  private static Epoch readEpoch(int epoch, DataInputStream in) throws IOException {
    double accuracy = in.readDouble();
    boolean averaged = in.readBoolean();
    Optional<EpochResult> training =
        in.readBoolean()
            ? Optional.of(new EpochResult(in.readDouble(), in.readDouble(), in.readInt()))
            : Optional.empty();
    return new Epoch(epoch, training, accuracy, averaged);
  }

  private static void write(Network network, DataOutputStream out) throws IOException {
    for (Tensor tensor : network.tensors()) {
      write(tensor, out);
    }
  }

  private static Network readNetwork(Network structure, DataInputStream in) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (Tensor tensor : structure.tensors()) {
      tensors.add(readTensor(in, tensor.shape().stream().mapToInt(axis -> axis).toArray()));
    }
    return structure.withTensors(tensors);
  }

  /** In chunks: a large tensor is not to be in memory twice. */
  private static void write(Tensor tensor, DataOutputStream out) throws IOException {
    FloatBuffer values = tensor.buffer();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
    while (values.hasRemaining()) {
      int count = Math.min(CHUNK, values.remaining());
      bytes.asFloatBuffer().put(values.slice(values.position(), count));
      values.position(values.position() + count);
      out.write(bytes.array(), 0, count * Float.BYTES);
    }
  }

  private static Tensor readTensor(DataInputStream in, int[] shape) throws IOException {
    int size = 1;
    for (int axis : shape) {
      size = Math.multiplyExact(size, axis);
    }
    FloatBuffer values = FloatBuffer.allocate(size);
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
    while (values.hasRemaining()) {
      int count = Math.min(CHUNK, values.remaining());
      in.readFully(bytes.array(), 0, count * Float.BYTES);
      values.put(bytes.asFloatBuffer().limit(count));
    }
    return Tensor.of(values.array(), shape);
  }
}
