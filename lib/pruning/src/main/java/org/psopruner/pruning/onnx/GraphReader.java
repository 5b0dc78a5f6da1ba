package org.psopruner.pruning.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.psopruner.pruning.network.InvalidNetworkException;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.onnx.Value.Activation;

/** Reads one ONNX graph into a network, node by node. */
final class GraphReader {
  /** Nodes, those that give constants and shapes included. */
  private static final int NODES = 100_000;

  private final GraphProto graph;
  private final int opset;
  private final Extent extent;
  private final Map<String, TensorProto> initializers = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Set<String> images = new HashSet<>();
  private final ValueInfoProto input;
  private final String output;

  /**
   * @param opset the version of ONNX's operators
   * @param extent counts how large the network becomes
   */
  GraphReader(GraphProto graph, int opset, Extent extent) {
    this.graph = graph;
    this.opset = opset;
    this.extent = extent;
    graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
    // Up to IR version 3 the initializers stand among the inputs, too.
    this.input =
        only(
            "input",
            graph.getInputList().stream()
                .filter(info -> !initializers.containsKey(info.getName()))
                .toList());
    this.output = only("output", graph.getOutputList()).getName();
  }

  int opset() {
    return opset;
  }

  Network read() {
    if (graph.getNodeCount() > NODES) {
      throw new OnnxException(
          "it has %d nodes; supported are %d".formatted(graph.getNodeCount(), NODES));
    }
    values.put(input.getName(), image());
    images.add(input.getName());
    for (NodeProto proto : graph.getNodeList()) {
      Node node = new Node(proto, this);
      node.require(!node.output().isEmpty(), "gives no output");
      node.require(
          !initializers.containsKey(node.output()) && !values.containsKey(node.output()),
          "gives '%s', a name that is taken".formatted(node.output()));
      Value value = apply(node);
      if (value instanceof Value.Floats floats) {
        extent.add(floats.tensor());
      }
      values.put(node.output(), value);
    }
    return network(outputDraft());
  }

  /** What a name stands for, if it is known by now. */
  Optional<Value> value(String name) {
    TensorProto initializer = initializers.get(name);
    return Optional.ofNullable(
        initializer == null
            ? values.get(name)
            : values.computeIfAbsent(name, key -> Tensors.read(initializer)));
  }

  /** The layer whose output this is, unless it is the network's input. */
  Optional<Draft> draft(Activation activation) {
    return Optional.ofNullable(drafts.get(activation.source()));
  }

  /** Adds a layer. */
  void add(Draft draft) {
    extent.add(draft.wish(), draft.inputs().stream().map(this::shapeOf).toList(), draft.shape());
    draft.layer().tensors().forEach(extent::add);
    drafts.put(draft.source(), draft);
    if (Ranks.givesImage(draft.layer(), images::contains)) {
      images.add(draft.source());
    }
  }

  private Shape shapeOf(String source) {
    return drafts.containsKey(source)
        ? drafts.get(source).shape()
        : ((Activation) values.get(source)).shape();
  }

  /** The batch size, if the graph is made for one size only. */
  OptionalLong fixedBatch() {
    TensorShapeProto shape = input.getType().getTensorType().getShape();
    return shape.getDim(0).hasDimValue()
        ? OptionalLong.of(shape.getDim(0).getDimValue())
        : OptionalLong.empty();
  }

  private static Value apply(Node node) {
    try {
      return Operators.apply(node);
    } catch (InvalidNetworkException e) {
      throw node.error("cannot be: " + e.getMessage());
    } catch (ArithmeticException e) {
      throw node.error("has sizes that are out of range: " + e.getMessage());
    }
  }

  private Activation image() {
    TypeProto.Tensor type = input.getType().getTensorType();
    if (type.getElemType() != TensorProto.DataType.FLOAT.getNumber()) {
      throw new OnnxException("its input '%s' is no float32 tensor".formatted(input.getName()));
    }
    List<TensorShapeProto.Dimension> dims = type.getShape().getDimList();
    if (dims.size() != 4
        || dims.stream().skip(1).anyMatch(d -> d.getDimValue() < 1 || d.getDimValue() > 1 << 16)) {
      throw new OnnxException(
          "its input '%s' has the shape %s; expected are images [n, channels, height, width] of a fixed size"
              .formatted(input.getName(), text(dims)));
    }
    int[] lengths = dims.stream().mapToInt(d -> (int) d.getDimValue()).toArray();
    return isChannelsLast()
        ? new Activation(
            input.getName(),
            new Shape(lengths[3], lengths[1], lengths[2]),
            ViewOperators.CHANNELS_LAST)
        : new Activation(
            input.getName(), new Shape(lengths[1], lengths[2], lengths[3]), Activation.IMAGE);
  }

  /** TensorFlow's images have their channels last; its exporter transposes them at once. */
  private boolean isChannelsLast() {
    List<NodeProto> readers =
        graph.getNodeList().stream()
            .filter(node -> node.getInputList().contains(input.getName()))
            .toList();
    return !readers.isEmpty()
        && readers.stream()
            .allMatch(
                node ->
                    node.getOpType().equals("Transpose")
                        && new Node(node, this)
                            .list("perm")
                            .equals(Optional.of(List.of(0L, 3L, 1L, 2L))));
  }

  private Draft outputDraft() {
    if (!(value(output).orElse(null) instanceof Activation activation)) {
      throw new OnnxException("no node gives its output '%s'".formatted(output));
    }
    Draft draft =
        draft(activation)
            .orElseThrow(() -> new OnnxException("its output is its input: it has no layer"));
    if (activation.shape().area() != 1 || activation.flattenedFrom().isPresent()) {
      throw new OnnxException(
          "its output '%s' has the shape [n, %s]; expected is one value per class"
              .formatted(output, activation.lengths()));
    }
    if (activation.axes().equals(Activation.FEATURES) && images.contains(draft.source())) {
      // A squeeze or a reduction took the axes away that the layer itself gives.
      String flat = newSource(output + "_flat");
      draft = ViewOperators.flattening(flat, flat, activation);
      add(draft);
    }
    return draft;
  }

  /** What no node gives: the layer that gives the output may be called as it is. */
  private String newSource(String wish) {
    String source = wish;
    for (int i = 2; values.containsKey(source) || drafts.containsKey(source); i++) {
      source = wish + "_" + i;
    }
    return source;
  }

  private Network network(Draft last) {
    Set<String> needed = new HashSet<>(Set.of(last.source()));
    List<Draft> all = new ArrayList<>(drafts.values());
    for (int i = all.size() - 1; i >= 0; i--) {
      if (needed.contains(all.get(i).source())) {
        needed.addAll(all.get(i).inputs());
      }
    }
    all.removeIf(draft -> !needed.contains(draft.source()));
    Map<String, String> names = names(all, last);
    List<Layer> layers = new ArrayList<>();
    for (Draft draft : all) {
      layers.add(
          draft
              .maker()
              .make(names.get(draft.source()), draft.inputs().stream().map(names::get).toList()));
    }
    Shape shape = ((Activation) values.get(input.getName())).shape();
    return new Network(input.getName(), shape, layers, output);
  }

  /** Source to name: what each layer wishes, unless it is taken; the output keeps its name. */
  private Map<String, String> names(List<Draft> drafts, Draft last) {
    Map<String, String> names = new HashMap<>();
    names.put(input.getName(), input.getName());
    names.put(last.source(), output);
    Set<String> taken = new HashSet<>(names.values());
    for (Draft draft : drafts) {
      if (!names.containsKey(draft.source())) {
        String name = taken.contains(draft.wish()) ? draft.source() : draft.wish();
        for (int i = 2; !taken.add(name); i++) {
          name = draft.source() + "_" + i;
        }
        names.put(draft.source(), name);
      }
    }
    return names;
  }

  private static ValueInfoProto only(String what, List<ValueInfoProto> infos) {
    if (infos.size() != 1) {
      throw new OnnxException(
          "it has %d %ss (%s); supported is one"
              .formatted(
                  infos.size(),
                  what,
                  infos.stream().map(ValueInfoProto::getName).collect(Collectors.joining(", "))));
    }
    return infos.get(0);
  }

  private static String text(List<TensorShapeProto.Dimension> dims) {
    return dims.stream()
        .map(d -> d.hasDimValue() ? Long.toString(d.getDimValue()) : d.getDimParam())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
