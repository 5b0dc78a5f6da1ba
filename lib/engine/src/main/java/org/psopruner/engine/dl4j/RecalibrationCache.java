package org.psopruner.engine.dl4j;

import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Tensor;

/**
 * What recalibrations came to up to some layer, for networks that begin alike and are recalibrated
 * over the same images. Something is worth keeping once it was computed twice. What was not used
 * for the longest time goes first, and all of it where the Java heap is short. Safe for use by
 * several threads.
 */
final class RecalibrationCache {
  private static final int REMEMBERED = 4096;

  private final long capacity;
  private final Map<String, Kept> beginnings = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Boolean> computed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Kept(SoftReference<Beginning> beginning, long bytes) {}

  /** The first layers of a recalibrated network. */
  static final class Beginning {
    private final float[] activations;
    private final Map<String, Statistics> norms;

    /**
     * @param activations what the last of them gives for all images: [images, height, width,
     *     channels]; taken over
     * @param norms by name, all batch norms among them
     */
    Beginning(float[] activations, Map<String, Statistics> norms) {
      this.activations = activations;
      this.norms = norms;
    }

    /** Writes the activations. */
    void write(INDArray target) {
      Arrays.write(activations, target);
    }

    /** Of one of its batch norms. */
    Statistics statistics(String norm) {
      return norms.get(norm);
    }

    private long bytes() {
      return (long) activations.length * Float.BYTES;
    }
  }

  /** Of a batch norm's input, a value a channel. */
  record Statistics(Tensor mean, Tensor variance) {}

  /**
   * @param capacity bytes of activations that are kept at most
   */
  RecalibrationCache(long capacity) {
    this.capacity = capacity;
  }

  /** A beginning, if it is kept. */
  synchronized Optional<Beginning> find(String key) {
    return Optional.ofNullable(beginnings.get(key)).map(kept -> kept.beginning().get());
  }

  /**
   * Notes that a beginning was computed.
   *
   * @return whether it is worth keeping
   */
  synchronized boolean wasComputed(String key) {
    return computed.put(key, true) != null;
  }

  /**
   * Keeps a beginning, unless it is too large.
   *
   * @param values of its activations; what is too large for the cache may be for the heap, too, and
   *     is not made
   */
  void keep(String key, long values, Supplier<Beginning> beginning) {
    if (values <= capacity / Float.BYTES) {
      make(beginning).ifPresent(made -> keep(key, made));
    }
  }

  /** Evaluations do without where the heap is full. */
  private static Optional<Beginning> make(Supplier<Beginning> beginning) {
    try {
      return Optional.of(beginning.get());
    } catch (OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  private synchronized void keep(String key, Beginning beginning) {
    beginnings.put(key, new Kept(new SoftReference<>(beginning), beginning.bytes()));
    Iterator<String> oldest = beginnings.keySet().iterator();
    while (beginnings.values().stream().mapToLong(Kept::bytes).sum() > capacity) {
      oldest.next();
      oldest.remove();
    }
  }
}
