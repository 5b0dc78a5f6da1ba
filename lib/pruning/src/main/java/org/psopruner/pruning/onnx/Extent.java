package org.psopruner.pruning.onnx;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;

/**
 * How large a network becomes while it is read. A few bytes of a file can ask for a copy of large
 * weights, for many channels or for huge images between layers; whoever works with the network
 * later takes memory and time for all of them.
 */
final class Extent {
  /** Layers; the deepest networks in use have about a thousand. */
  static final int LAYERS = 10_000;

  /** Inputs of one layer; DenseNet joins up to 50. */
  static final int INPUTS = 1_024;

  /** Channels that all layers read and give, together: EfficientNet-B7 has 1.3 million. */
  static final int CHANNELS = 1 << 22;

  /** Values that one layer gives for one image: 1 GiB as floats. */
  static final int ACTIVATION = 1 << 28;

  private final long room;
  private final Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private int layers;
  private long channels;
  private long weightBytes;

  /**
   * @param room for weights, in bytes
   */
  Extent(long room) {
    this.room = room;
  }

  /**
   * Counts a layer.
   *
   * @param reads what it reads
   * @param gives what it gives
   * @throws OnnxException if it is one too many, or too large
   */
  void add(String name, List<Shape> reads, Shape gives) {
    layers++;
    require(layers <= LAYERS, "it has more than %,d layers; a smaller network is needed", LAYERS);
    require(
        reads.size() <= INPUTS,
        "layer '%s' reads %,d inputs; supported are %,d",
        name,
        reads.size(),
        INPUTS);
    channels += gives.channels();
    reads.forEach(shape -> channels += shape.channels());
    require(
        channels <= CHANNELS,
        "its layers up to '%s' read and give %,d channels; supported are %,d in all",
        name,
        channels,
        CHANNELS);
    long values = (long) gives.channels() * gives.height() * gives.width();
    require(
        gives.area() <= ACTIVATION && values <= ACTIVATION,
        "layer '%s' gives %s, %,d values an image; supported are %,d: use smaller images",
        name,
        gives,
        values,
        ACTIVATION);
  }

  /** Counts weights, unless they are those of another layer, too. */
  void add(Tensor weights) {
    if (known.add(weights)) {
      weightBytes += (long) weights.size() * Float.BYTES;
      if (weightBytes > room) {
        throw new UnreadableOnnxException(
            String.format(
                Locale.ROOT,
                "its weights take more than %,d MB, which is too much for this process: give it more memory (java -Xmx)",
                room >> 20));
      }
    }
  }

  private static void require(boolean condition, String problem, Object... values) {
    if (!condition) {
      throw new OnnxException(String.format(Locale.ROOT, problem, values));
    }
  }
}
