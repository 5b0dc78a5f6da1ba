package org.psopruner.messages;

import java.util.List;

/**
 * What an ONNX file takes and gives.
 *
 * @param opset the version of ONNX's operators that it uses, at least 1
 */
public record ModelSignature(int opset, Tensor input, Tensor output) {
  /** The length of an axis that is free. */
  public static final int FREE = -1;

  private static final int MOST_AXES = 64;

  public ModelSignature {
    Require.atLeast(1, "opset", opset);
    Require.present("input", input);
    Require.present("output", output);
  }

  /**
   * An input or an output.
   *
   * @param name in the file
   * @param type of its elements, such as {@code float32}
   * @param shape the length of each axis, {@link #FREE} or at least 1
   */
  public record Tensor(String name, String type, List<Integer> shape) {
    public Tensor {
      Require.text("name", name);
      Require.text("type", type);
      shape = Require.each("shape", shape, n -> n == FREE || n >= 1, "-1 or at least 1");
      Require.that(shape.size() <= MOST_AXES, "shape", shape, "of at most " + MOST_AXES + " axes");
    }
  }
}
