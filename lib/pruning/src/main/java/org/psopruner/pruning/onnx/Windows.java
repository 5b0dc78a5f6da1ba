package org.psopruner.pruning.onnx;

import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Window;

/** The sliding window of a convolution or pooling node. */
final class Windows {
  /** Longer paddings would only serve to overflow sizes. */
  private static final int LONGEST = 1 << 12;

  private Windows() {}

  /**
   * @param in what the window slides over
   * @param kernel height and width
   */
  static Window read(Node node, Shape in, int... kernel) {
    int[] dilations = node.integers("dilations", 1, 1);
    node.require(dilations[0] == 1 && dilations[1] == 1, "is dilated, which is not supported");
    int[] strides = node.integers("strides", 1, 1);
    int[] pads = paddings(node, in, kernel, strides);
    for (int pad : pads) {
      node.require(pad >= 0 && pad <= LONGEST, "has a padding of %d".formatted(pad));
    }
    return new Window(
        kernel[0], kernel[1], strides[0], strides[1], pads[0], pads[1], pads[2], pads[3]);
  }

  /** In ONNX's order: top, left, bottom, right. */
  private static int[] paddings(Node node, Shape in, int[] kernel, int[] strides) {
    String auto = node.text("auto_pad");
    return switch (auto) {
      case "", "NOTSET" -> node.integers("pads", 0, 0, 0, 0);
      case "VALID" -> new int[4];
      case "SAME_UPPER", "SAME_LOWER" -> {
        int rows = same(node, in.height(), kernel[0], strides[0]);
        int columns = same(node, in.width(), kernel[1], strides[1]);
        int odd = auto.equals("SAME_LOWER") ? 1 : 0;
        int top = (rows + odd) / 2;
        int left = (columns + odd) / 2;
        yield new int[] {top, left, rows - top, columns - left};
      }
      default -> throw node.error("has auto_pad '%s'".formatted(auto));
    };
  }

  /** The padding, both sides together, that gives one place per stride of the input. */
  private static int same(Node node, int length, int kernel, int stride) {
    node.require(stride >= 1, "has a stride of %d".formatted(stride));
    int places = (length - 1) / stride + 1;
    return Math.max(0, Math.addExact((places - 1) * stride - length, kernel));
  }
}
