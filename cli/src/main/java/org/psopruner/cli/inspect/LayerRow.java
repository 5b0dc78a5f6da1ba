package org.psopruner.cli.inspect;

import java.util.Optional;
import org.psopruner.pruning.cost.NetworkPlan;
import org.psopruner.pruning.network.Shape;

/**
 * A layer for the eye.
 *
 * @param kind such as {@code convolution 3x3}
 * @param output the size of one image's output: channels x height x width
 * @param group the channel group of the channels that it makes; empty if it makes none that could
 *     go
 * @param parameters as {@link org.psopruner.pruning.cost.Cost} counts them, as are {@code macs}
 */
record LayerRow(
    String name,
    String kind,
    String output,
    int channels,
    Optional<String> group,
    long parameters,
    long macs) {
  static LayerRow of(NetworkPlan.Step step, NetworkPlan.Size size) {
    return new LayerRow(
        step.name(),
        step.description(),
        text(step.output()),
        step.output().channels(),
        step.group(),
        size.parameters(),
        size.macs());
  }

  /** {@code 64x16x16}: in characters that every terminal has. */
  static String text(Shape shape) {
    return "%dx%dx%d".formatted(shape.channels(), shape.height(), shape.width());
  }
}
