package org.psopruner.pruning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psopruner.pruning.network.NetworkBuilder.IMAGE;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psopruner.pruning.network.Layer.Activation;
import org.psopruner.pruning.network.Layer.Add;
import org.psopruner.pruning.network.Layer.BatchNorm;
import org.psopruner.pruning.network.Layer.Concat;
import org.psopruner.pruning.network.Layer.Convolution;
import org.psopruner.pruning.network.Layer.Dense;
import org.psopruner.pruning.network.Layer.Flatten;
import org.psopruner.pruning.network.Layer.Pooling;

class NetworkTest {
  private static final Shape INPUT = new Shape(3, 5, 7);

  @ParameterizedTest
  @CsvSource({"3,1,1,5,7", "3,1,0,3,5", "3,2,1,3,4", "2,2,0,2,3", "1,2,0,3,4", "5,3,0,1,1"})
  void aWindowHasSoManyPlaces(int size, int stride, int padding, int height, int width) {
    Pooling pool =
        new Pooling("pool", IMAGE, Pooling.Kind.MAX, Window.square(size, stride, padding), false);
    assertThat(network(pool).outputShape()).isEqualTo(new Shape(3, height, width));
  }

  @Test
  void eachSideOfAWindowHasItsOwnPaddingAndStride() {
    Window window = new Window(2, 3, 2, 1, 1, 0, 0, 2);
    Pooling pool = new Pooling("pool", IMAGE, Pooling.Kind.MAX, window, false);
    assertThat(network(pool).outputShape()).isEqualTo(new Shape(3, 3, 7));
  }

  @Test
  void joinedChannelsAddUpAndAFlattenHasAFeatureForEachPixel() {
    Network network =
        network(new Concat("join", List.of(IMAGE, IMAGE)), new Flatten("flat", "join"));
    assertThat(network.shape("join")).isEqualTo(new Shape(6, 5, 7));
    assertThat(network.outputShape()).isEqualTo(new Shape(6 * 5 * 7, 1, 1));
  }

  @Test
  void tensorsGoOutAndBackIn() {
    Network network = SampleNetworks.projectionShortcut();
    Network zeroed =
        network.withTensors(network.tensors().stream().map(tensor -> zeros(tensor)).toList());

    assertThat(zeroed.layers()).isNotEqualTo(network.layers());
    assertThat(zeroed.tensors()).allMatch(tensor -> tensor.equals(zeros(tensor)));
    assertThat(zeroed.withTensors(network.tensors()).layers()).isEqualTo(network.layers());
    assertThatThrownBy(() -> network.withTensors(network.tensors().subList(0, 1)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("the tensors are not those of the network's layers");
  }

  private static Tensor zeros(Tensor tensor) {
    return Tensor.filled(0, tensor.shape().stream().mapToInt(axis -> axis).toArray());
  }

  @Test
  void aLayerKnowsWhoReadsIt() {
    Network network = network(relu("one", IMAGE), relu("two", "one"), add("sum", "one", "two"));
    assertThat(network.consumers("one")).extracting(Layer::name).containsExactly("two", "sum");
    assertThat(network.consumers("sum")).isEmpty();
  }

  @Test
  void namesAreUniqueAndKnownBeforeTheyAreRead() {
    refuses(() -> network(relu("one", IMAGE), relu("one", IMAGE)), "two layers are called 'one'");
    refuses(() -> network(relu(IMAGE, IMAGE)), "two layers are called 'image'");
    refuses(
        () -> network(relu("one", "two"), relu("two", IMAGE)),
        "layer 'one' reads 'two', which no earlier layer gives");
    refuses(
        () -> new Network(IMAGE, INPUT, List.of(relu("one", IMAGE)), "two"),
        "the output 'two' is no layer");
  }

  @Test
  void weightsMustFitTheChannelsTheyRead() {
    refuses(
        () -> network(convolution(Tensor.filled(1, 4, 2, 3, 3), 1)),
        "layer 'conv' reads 3 channels, its weights are for 2");
    Tensor two = Tensor.vector(1, 1);
    refuses(
        () -> network(new BatchNorm("norm", IMAGE, two, two, two, two, 0)),
        "layer 'norm' reads 3 channels, its weights are for 2");
    refuses(
        () -> network(new Dense("dense", IMAGE, Tensor.filled(1, 2, 3), Optional.empty())),
        "dense layer 'dense' reads 3×5×7, which is not flattened");
  }

  @Test
  void whatIsJoinedMustFit() {
    Pooling smaller = new Pooling("pool", IMAGE, Pooling.Kind.MAX, Window.square(2, 2, 0), false);
    refuses(
        () -> network(smaller, add("sum", IMAGE, "pool")),
        "layer 'sum' joins shapes that differ: 3×5×7 and 3×2×3");
    refuses(
        () -> network(smaller, new Concat("join", List.of(IMAGE, "pool"))),
        "layer 'join' joins shapes that differ: 3×5×7 and 3×2×3");
    refuses(() -> add("sum", IMAGE), "layer 'sum' cannot be: it adds fewer than two inputs");
  }

  @Test
  void aWindowMustNotBeLargerThanWhatItReads() {
    Pooling pool = new Pooling("pool", IMAGE, Pooling.Kind.MAX, Window.square(6, 1, 0), false);
    refuses(() -> network(pool), "the window of layer 'pool' is larger than its input 3×5×7");
  }

  @Test
  void aConvolutionsPartsMustFit() {
    refuses(
        () -> convolution(Tensor.filled(1, 4, 3), 1),
        "layer 'conv' cannot be: its weights are no [filters, channels, height, width]");
    refuses(
        () -> convolution(Tensor.filled(1, 4, 3, 3, 3), 3),
        "layer 'conv' cannot be: its 4 filters do not divide into 3 groups");
    refuses(
        () -> convolution(Tensor.filled(1, 4, 3, 3, 2), 1),
        "layer 'conv' cannot be: its weights Tensor[4, 3, 3, 2] do not fit its window");
    Tensor weights = Tensor.filled(1, 4, 3, 3, 3);
    Optional<Tensor> bias = Optional.of(Tensor.vector(1, 1, 1));
    refuses(
        () -> new Convolution("conv", IMAGE, weights, bias, Window.square(3, 1, 1), 1),
        "layer 'conv' cannot be: its bias is Tensor[3], expected 4 values");
  }

  @ParameterizedTest
  @CsvSource({"1,4,3,false", "3,6,1,true", "3,3,1,true"})
  void depthwiseIsAConvolutionWhoseFiltersReadOneOfSeveralChannels(
      int groups, int filters, int read, boolean depthwise) {
    assertThat(convolution(Tensor.filled(1, filters, read, 3, 3), groups).isDepthwise())
        .isEqualTo(depthwise);
  }

  @Test
  void aConvolutionOfOneChannelIsNotDepthwise() {
    assertThat(convolution(Tensor.filled(1, 4, 1, 3, 3), 1).isDepthwise()).isFalse();
    assertThat(convolution(Tensor.filled(1, 4, 2, 3, 3), 2).isDepthwise()).isFalse();
  }

  private static void refuses(ThrowingCallable made, String message) {
    assertThatThrownBy(made).isInstanceOf(InvalidNetworkException.class).hasMessage(message);
  }

  private static Network network(Layer... layers) {
    return new Network(IMAGE, INPUT, List.of(layers), layers[layers.length - 1].name());
  }

  private static Layer relu(String name, String input) {
    return new Activation(name, input, Activation.Function.RELU, 0);
  }

  private static Layer add(String name, String... inputs) {
    return new Add(name, List.of(inputs));
  }

  private static Convolution convolution(Tensor weights, int groups) {
    return new Convolution(
        "conv", IMAGE, weights, Optional.empty(), Window.square(3, 1, 1), groups);
  }
}
