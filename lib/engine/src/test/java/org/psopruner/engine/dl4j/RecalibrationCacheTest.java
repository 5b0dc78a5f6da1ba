package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.psopruner.data.TestSets;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.Pulse;
import org.psopruner.engine.dl4j.RecalibrationCache.Beginning;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Layer.Pooling.Kind;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;

class RecalibrationCacheTest {
  private static final int IMAGES = 10;
  private static final int BATCH = 4;
  private static final Shape IMAGE = new Shape(4, 8, 8);

  /** Its first layers end with the pool "p1". */
  private static final Network NETWORK = TestNetworks.small(IMAGE, 8, 3);

  private final TrainingSet images = images(5);
  private final RecalibrationCache cache = new RecalibrationCache(1 << 20);

  private record Recalibrated(boolean hasResumed, Network network) {}

  @Test
  void whatWasComputedTwiceIsNotComputedAThirdTime() {
    Recalibrated first = recalibrated(NETWORK, images, BATCH, cache);
    Recalibrated second = recalibrated(NETWORK, images, BATCH, cache);
    Recalibrated third = recalibrated(NETWORK, images, BATCH, cache);

    assertThat(first.hasResumed()).isFalse();
    assertThat(second.hasResumed()).isFalse();
    assertThat(third.hasResumed()).isTrue();
    assertThat(third.network().layers()).isEqualTo(first.network().layers());
    assertThat(first.network().layers()).isNotEqualTo(NETWORK.layers());
  }

  @Test
  void whatStandsBehindMayDiffer() {
    know();
    Network other = changed("c2", values -> scaled(values, 2));

    Recalibrated resumed = recalibrated(other, images, BATCH, cache);

    assertThat(resumed.hasResumed()).isTrue();
    assertThat(resumed.network().layers())
        .isEqualTo(
            recalibrated(other, images, BATCH, new RecalibrationCache(0)).network().layers());
  }

  @Test
  void whatABatchNormHadBeforeDoesNotMatter() {
    know();
    Layer.BatchNorm norm = (Layer.BatchNorm) NETWORK.layer("n1");
    Network other =
        with(
            norm.withTensors(
                List.of(
                    norm.scale(),
                    norm.shift(),
                    scaled(norm.mean(), 3),
                    scaled(norm.variance(), 3))));

    Recalibrated resumed = recalibrated(other, images, BATCH, cache);

    assertThat(resumed.hasResumed()).isTrue();
    assertThat(resumed.network().layers())
        .isEqualTo(recalibrated(NETWORK, images, BATCH, cache).network().layers());
  }

  @Test
  void allThatStandsBeforeIsTheSame() {
    know();

    assertThat(
            recalibrated(changed("c1", values -> scaled(values, 2)), images, BATCH, cache)
                .hasResumed())
        .isFalse();
    assertThat(
            recalibrated(changed("n1", values -> scaled(values, 2)), images, BATCH, cache)
                .hasResumed())
        .isFalse();
    assertThat(recalibrated(NETWORK, images(6), BATCH, cache).hasResumed()).isFalse();
    assertThat(recalibrated(NETWORK, images.first(9), BATCH, cache).hasResumed()).isFalse();
    assertThat(recalibrated(NETWORK, images, BATCH + 1, cache).hasResumed()).isFalse();
  }

  @Test
  void whereALaterLayerReadsWhatIsBeforeNothingIsKept() {
    List<Layer> layers = new ArrayList<>(NETWORK.layers().subList(0, 7));
    layers.add(new Layer.GlobalAveragePooling("g", "r2"));
    layers.add(new Layer.GlobalAveragePooling("skip", "r1"));
    layers.add(new Layer.Concat("both", List.of("g", "skip")));
    layers.add(new Layer.BatchNorm("n3", "both", ones(16), ones(16), ones(16), ones(16), 1e-5f));
    Network skipping = new Network("image", IMAGE, layers, "n3");
    for (int i = 0; i < 3; i++) {
      assertThat(recalibrated(skipping, images, BATCH, cache).hasResumed()).isFalse();
    }
  }

  /** Its statistics come before the pool in the file, but are no part of what the pool's are. */
  @Test
  void whatABranchBesideItReadsIsTheSameOrKnownAnew() {
    know(branched(8, 1));

    for (Network other : List.of(branched(8, 2), branched(4, 1))) {
      Recalibrated beside = recalibrated(other, images, BATCH, cache);

      assertThat(beside.network().layers())
          .isEqualTo(
              recalibrated(other, images, BATCH, new RecalibrationCache(0)).network().layers());
    }
    assertThat(recalibrated(branched(8, 1), images, BATCH, cache).hasResumed()).isTrue();
  }

  /** A convolution with a batch norm beside a pool with one, which join at the end. */
  private static Network branched(int filters, float weight) {
    Tensor weights = Tensor.of(scaled(ones(filters * 4), weight).toArray(), filters, 4, 1, 1);
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new Layer.Convolution("a", "image", weights, Optional.empty(), Window.square(1, 1, 0), 1));
    layers.add(norm("na", "a", filters));
    layers.add(new Layer.Pooling("pool", "image", Kind.MAX, Window.square(2, 2, 0), false));
    layers.add(norm("nb", "pool", 4));
    layers.add(new Layer.GlobalAveragePooling("ga", "na"));
    layers.add(new Layer.GlobalAveragePooling("gb", "nb"));
    layers.add(new Layer.Concat("both", List.of("ga", "gb")));
    return new Network("image", IMAGE, layers, "both");
  }

  private static Layer norm(String name, String input, int channels) {
    Tensor ones = ones(channels);
    return new Layer.BatchNorm(name, input, ones, ones, ones, ones, 1e-5f);
  }

  @Test
  void theOldestGoesWhereThereIsNoRoom() {
    RecalibrationCache small = new RecalibrationCache(8 * Float.BYTES);
    Beginning beginning = new Beginning(new float[4], Map.of());
    small.keep("a", 4, () -> beginning);
    small.keep("b", 4, () -> beginning);
    assertThat(small.find("a")).contains(beginning);

    small.keep("c", 4, () -> beginning);

    assertThat(small.find("a")).contains(beginning);
    assertThat(small.find("b")).isEmpty();
    assertThat(small.find("c")).contains(beginning);
  }

  @Test
  void whatIsTooLargeIsNotEvenMade() {
    RecalibrationCache small = new RecalibrationCache(8 * Float.BYTES);

    small.keep("too large", 9, () -> fail("it takes memory"));
    small.keep("far too large", 1L << 32, () -> fail("it takes memory"));

    assertThat(small.find("too large")).isEmpty();
  }

  @Test
  void whatTheHeapHasNoRoomForIsNotKept() {
    RecalibrationCache large = new RecalibrationCache(Long.MAX_VALUE);

    large.keep(
        "no room",
        1L << 30,
        () -> {
          throw new OutOfMemoryError("Java heap space");
        });

    assertThat(large.find("no room")).isEmpty();
  }

  private void know() {
    know(NETWORK);
  }

  private void know(Network network) {
    recalibrated(network, images, BATCH, cache);
    recalibrated(network, images, BATCH, cache);
  }

  private static Recalibrated recalibrated(
      Network network, TrainingSet images, int batch, RecalibrationCache cache) {
    try (NativeGraph graph = new NativeGraph(network);
        Recalibration recalibration =
            new Recalibration(
                graph,
                images.size(),
                batch,
                Fingerprints.of(images, TestNetworks.NORMALIZATION, batch),
                cache)) {
      boolean resumed = recalibration.resume();
      if (!resumed) {
        Pixels pixels = new Pixels(images, TestNetworks.NORMALIZATION);
        Arrays.write(pixels.batch(0, images.size()), recalibration.input());
      }
      recalibration.run(new Pulse());
      return new Recalibrated(resumed, graph.current());
    }
  }

  private static TrainingSet images(long seed) {
    byte[] pixels = new byte[IMAGES * IMAGE.size()];
    new Random(seed).nextBytes(pixels);
    return TestSets.training(IMAGE, 3, pixels, new int[IMAGES]);
  }

  /** With other values in a layer's first tensor. */
  private static Network changed(String name, UnaryOperator<Tensor> change) {
    Layer layer = NETWORK.layer(name);
    List<Tensor> tensors = new ArrayList<>(layer.tensors());
    tensors.set(0, change.apply(tensors.get(0)));
    return with(layer.withTensors(tensors));
  }

  private static Network with(Layer changed) {
    return NETWORK.withLayers(
        NETWORK.layers().stream()
            .map(layer -> layer.name().equals(changed.name()) ? changed : layer)
            .toList());
  }

  private static Tensor scaled(Tensor tensor, float factor) {
    float[] values = tensor.toArray();
    int[] shape = new int[tensor.rank()];
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = tensor.dim(axis);
    }
    return Tensor.of(values, shape);
  }

  private static Tensor ones(int size) {
    float[] values = new float[size];
    java.util.Arrays.fill(values, 1);
    return Tensor.vector(values);
  }
}
