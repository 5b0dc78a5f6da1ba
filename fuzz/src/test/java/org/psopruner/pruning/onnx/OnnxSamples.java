package org.psopruner.pruning.onnx;

import static org.psopruner.pruning.onnx.GraphBuilder.integer;
import static org.psopruner.pruning.onnx.GraphBuilder.ints;
import static org.psopruner.pruning.onnx.GraphBuilder.number;
import static org.psopruner.pruning.onnx.GraphBuilder.text;

import java.util.List;

/** Small files that use all operators between them. */
final class OnnxSamples {
  private OnnxSamples() {}

  static byte[] manyOperators() {
    return new GraphBuilder(17, -1, 3, 6, 6)
        .conv("conv", "image", 3, 4, 3)
        .batchNorm("norm", "conv", 4)
        .node("Relu", "relu", "norm")
        .node("MaxPool", "pool", "relu", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
        .node("Shape", "shape", "pool")
        .scalar("zero", 0)
        .node("Gather", "batch", List.of("shape", "zero"))
        .integers("axes", 0)
        .node("Unsqueeze", "batch1", List.of("batch", "axes"))
        .integers("rest", -1)
        .node("Concat", "target", List.of("batch1", "rest"), integer("axis", 0))
        .node("Reshape", "view", List.of("pool", "target"))
        .weights("fc.weight", 16, 5)
        .weights("fc.bias", 5)
        .node("Gemm", "fc", List.of("view", "fc.weight", "fc.bias"), number("alpha", 2))
        .build("fc", -1, 5);
  }

  static byte[] residual() {
    return new GraphBuilder(13, 1, 2, 4, 4)
        .conv("a", "image", 2, 4, 3, ints("pads", 1, 1, 1, 1))
        .node("Sigmoid", "gate", "a")
        .node("Mul", "silu", List.of("a", "gate"))
        .conv("b", "silu", 4, 4, 3, integer("group", 4), text("auto_pad", "SAME_UPPER"))
        .node("LeakyRelu", "leaky", "b", number("alpha", 0.1f))
        .node("Add", "sum", List.of("silu", "leaky"))
        .node("AveragePool", "half", "sum", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
        .node("Concat", "both", List.of("half", "half"), integer("axis", 1))
        .node("HardSwish", "hard", "both")
        .node("GlobalAveragePool", "mean", "hard")
        .node("Dropout", "same", "mean")
        .node("Flatten", "flat", "same", integer("axis", 1))
        .weights("w", 8, 3)
        .node("MatMul", "product", List.of("flat", "w"))
        .node("Softmax", "out", "product", integer("axis", -1))
        .build("out", 1, 3);
  }

  static byte[] channelsLast() {
    return new GraphBuilder(11, -1, 4, 4, 3)
        .node("Transpose", "first", "image", ints("perm", 0, 3, 1, 2))
        .conv("conv", "first", 3, 2, 1)
        .node("Tanh", "tanh", "conv")
        .node("Transpose", "last", "tanh", ints("perm", 0, 2, 3, 1))
        .node("Cast", "cast", "last", integer("to", 1))
        .node("ReduceMean", "mean", "cast", ints("axes", 1, 2), integer("keepdims", 1))
        .node("Squeeze", "features", "mean", ints("axes", 1, 2))
        .node("Identity", "out", "features")
        .build("out", -1, 2);
  }
}
