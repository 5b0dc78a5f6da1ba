package org.psopruner.pruning.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;
import org.psopruner.pruning.onnx.Value.Activation;
import org.psopruner.pruning.onnx.Value.Axis;

/** Convolution, normalisation, pooling, joins and softmax. */
final class LayerOperators {
  private LayerOperators() {}

  static Activation convolution(Node node) {
    Activation input = node.image(0);
    Tensor weights = node.tensor(1);
    node.require(weights.rank() == 4, "has weights of shape %s".formatted(weights.shape()));
    int[] kernel = {weights.dim(2), weights.dim(3)};
    int[] declared = node.integers("kernel_shape", kernel);
    node.require(
        declared[0] == kernel[0] && declared[1] == kernel[1],
        "has a kernel_shape that is not that of its weights");
    Optional<Tensor> bias = node.optionalTensor(2);
    Window window = Windows.read(node, input.shape(), kernel);
    int groups = node.integer("group", 1);
    return add(
        node,
        input,
        Activation.IMAGE,
        (name, inputs) ->
            new Layer.Convolution(name, inputs.get(0), weights, bias, window, groups));
  }

  static Activation batchNorm(Node node) {
    Activation input = node.activation(0);
    node.require(
        input.axes().indexOf(Axis.CHANNEL) == 1 && input.flattenedFrom().isEmpty(),
        "normalises axes %s".formatted(input.axes()));
    node.require(
        node.integer("training_mode", 0) == 0,
        "is in training mode: export the network for inference (in PyTorch after model.eval())");
    Tensor scale = node.tensor(1);
    Tensor shift = node.tensor(2);
    Tensor mean = node.tensor(3);
    Tensor variance = node.tensor(4);
    float epsilon = node.number("epsilon", 1e-5f);
    return add(
        node,
        input,
        input.axes(),
        (name, inputs) ->
            new Layer.BatchNorm(name, inputs.get(0), scale, shift, mean, variance, epsilon));
  }

  static Activation maxPool(Node node) {
    return pool(node, Layer.Pooling.Kind.MAX, false);
  }

  static Activation averagePool(Node node) {
    return pool(node, Layer.Pooling.Kind.AVERAGE, node.integer("count_include_pad", 0) != 0);
  }

  static Activation globalAveragePool(Node node) {
    return globalAverage(node, node.image(0), Activation.IMAGE);
  }

  /** The mean over rows and columns, which is global average pooling. */
  static Activation reduceMean(Node node) {
    Activation input = node.activation(0);
    List<Axis> axes = input.axes();
    Set<Axis> reduced = new HashSet<>();
    node.axes(1)
        .orElse(List.of())
        .forEach(axis -> reduced.add(axes.get(node.axis(axis, axes.size()))));
    node.require(
        reduced.equals(Set.of(Axis.ROW, Axis.COLUMN)) && input.flattenedFrom().isEmpty(),
        "takes the mean over %s; supported are rows and columns together".formatted(reduced));
    boolean keeps = node.integer("keepdims", 1) != 0;
    return globalAverage(
        node, input, keeps ? axes : axes.stream().filter(axis -> !reduced.contains(axis)).toList());
  }

  /** The sum of two activations, or a bias added to the layer in front. */
  static Activation add(Node node) {
    if (node.input(0) instanceof Value.Floats floats) {
      return bias(node, node.activation(1), floats.tensor());
    } else if (node.input(1) instanceof Value.Floats floats) {
      return bias(node, node.activation(0), floats.tensor());
    }
    return sum(node);
  }

  static Activation sum(Node node) {
    List<Activation> inputs = activations(node);
    Activation first = inputs.get(0);
    for (Activation input : inputs) {
      node.require(
          input.lengths().equals(first.lengths())
              && input.axes().equals(first.axes())
              && input.flattenedFrom().equals(first.flattenedFrom()),
          "adds shapes that differ: %s and %s".formatted(first.lengths(), input.lengths()));
    }
    if (inputs.size() == 1) {
      return first;
    }
    join(node, inputs, first.shape(), Layer.Add::new);
    return new Activation(node.output(), first.shape(), first.axes(), first.flattenedFrom());
  }

  static Activation concat(Node node) {
    List<Activation> inputs = activations(node);
    Activation first = inputs.get(0);
    int axis = node.axis(node.integer("axis", 1), first.axes().size());
    node.require(
        first.axes().get(axis) == Axis.CHANNEL, "joins along an axis that is not the channels");
    int channels = 0;
    for (Activation input : inputs) {
      Shape shape = input.shape();
      node.require(
          shape.height() == first.shape().height()
              && shape.width() == first.shape().width()
              && input.axes().equals(first.axes())
              && input.flattenedFrom().isEmpty(),
          "joins shapes that do not fit: %s and %s".formatted(first.lengths(), input.lengths()));
      channels = Math.addExact(channels, shape.channels());
    }
    Shape shape = new Shape(channels, first.shape().height(), first.shape().width());
    join(node, inputs, shape, Layer.Concat::new);
    return new Activation(node.output(), shape, first.axes());
  }

  static Activation softmax(Node node) {
    Activation input = node.activation(0);
    int axis =
        node.axis(node.integer("axis", node.graph().opset() < 13 ? 1 : -1), input.axes().size());
    // Up to opset 12 it runs over all axes from that one on.
    boolean one = node.graph().opset() >= 13 || input.shape().area() == 1;
    node.require(
        input.axes().get(axis) == Axis.CHANNEL && one, "runs over more or else than the channels");
    Draft draft =
        Draft.of(
            node.output(),
            node.wish(),
            input,
            (name, inputs) -> new Layer.Softmax(name, inputs.get(0)));
    node.graph().add(draft);
    return new Activation(draft.source(), draft.shape(), input.axes(), input.flattenedFrom());
  }

  private static Activation pool(Node node, Layer.Pooling.Kind kind, boolean countPadding) {
    Activation input = node.image(0);
    int[] kernel = node.integers("kernel_shape", 0, 0);
    Window window = Windows.read(node, input.shape(), kernel);
    Shape in = input.shape();
    boolean fits =
        (in.height() + window.top() + window.bottom() - kernel[0]) % window.strideY() == 0
            && (in.width() + window.left() + window.right() - kernel[1]) % window.strideX() == 0;
    node.require(
        node.integer("ceil_mode", 0) == 0 || fits,
        "has ceil_mode 1 over %s, where it makes a difference; supported is 0".formatted(in));
    return add(
        node,
        input,
        Activation.IMAGE,
        (name, inputs) -> new Layer.Pooling(name, inputs.get(0), kind, window, countPadding));
  }

  private static Activation globalAverage(Node node, Activation input, List<Axis> axes) {
    return add(
        node, input, axes, (name, inputs) -> new Layer.GlobalAveragePooling(name, inputs.get(0)));
  }

  /** The layer in front once more, now with a bias; the one without stays for who else reads it. */
  private static Activation bias(Node node, Activation input, Tensor bias) {
    Draft draft = node.graph().draft(input).orElseThrow(() -> unsupportedConstant(node, bias));
    int channels = input.shape().channels();
    int axis = bias.rank() - input.axes().size() + input.axes().indexOf(Axis.CHANNEL);
    if (bias.size() != channels || axis < 0 || bias.dim(axis) != channels) {
      throw unsupportedConstant(node, bias);
    }
    Optional<Tensor> vector = Optional.of(bias.reshape(channels));
    Draft.Maker maker;
    if (draft.layer() instanceof Layer.Dense dense && dense.bias().isEmpty()) {
      maker = (name, inputs) -> new Layer.Dense(name, inputs.get(0), dense.weights(), vector);
    } else if (draft.layer() instanceof Layer.Convolution c && c.bias().isEmpty()) {
      maker =
          (name, inputs) ->
              new Layer.Convolution(
                  name, inputs.get(0), c.weights(), vector, c.window(), c.groups());
    } else {
      throw unsupportedConstant(node, bias);
    }
    Layer layer = maker.make(draft.wish(), draft.inputs());
    node.graph()
        .add(new Draft(node.output(), draft.wish(), draft.inputs(), layer, maker, draft.shape()));
    return new Activation(node.output(), draft.shape(), input.axes());
  }

  private static OnnxException unsupportedConstant(Node node, Tensor constant) {
    return node.error(
        "adds a constant of shape %s; supported is a bias behind a layer without one"
            .formatted(constant.shape()));
  }

  private static List<Activation> activations(Node node) {
    node.require(
        node.inputs() <= Extent.INPUTS,
        "has %d inputs; supported are %d".formatted(node.inputs(), Extent.INPUTS));
    List<Activation> activations = new ArrayList<>();
    for (int i = 0; i < node.inputs(); i++) {
      activations.add(node.activation(i));
    }
    node.require(!activations.isEmpty(), "has no input");
    return activations;
  }

  private static void join(Node node, List<Activation> inputs, Shape shape, Draft.Maker maker) {
    List<String> sources = inputs.stream().map(Activation::source).toList();
    Layer layer = maker.make(node.name(), sources);
    node.graph().add(new Draft(node.output(), node.name(), sources, layer, maker, shape));
  }

  private static Activation add(Node node, Activation input, List<Axis> axes, Draft.Maker maker) {
    Draft draft = Draft.of(node.output(), node.wish(), input, maker);
    node.graph().add(draft);
    return new Activation(draft.source(), draft.shape(), axes);
  }
}
