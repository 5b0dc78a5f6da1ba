package org.psopruner.messages.rest;

import java.util.List;
import java.util.Optional;
import org.psopruner.messages.rest.ExperimentView.CostView;

/**
 * The layers of an experiment's baseline, and what a candidate leaves of them.
 *
 * @param evaluationId the candidate's; empty before there is one
 * @param baseline what the baseline costs
 * @param cost of the candidate; empty before there is one
 * @param layers each after those it reads
 */
public record LayersView(
    Optional<String> evaluationId,
    CostView baseline,
    Optional<CostView> cost,
    List<LayerView> layers) {
  public LayersView {
    layers = List.copyOf(layers);
  }

  /**
   * A layer.
   *
   * @param kind such as {@code CONVOLUTION}
   * @param description such as {@code convolution 3x3 /2}
   * @param inputs the names of what it reads: layers, or the network's input
   * @param group the channel group of the channels that it makes; empty if it makes none that could
   *     go
   * @param height of its output, in pixels, as is {@code width}
   * @param before in the baseline
   * @param after in the candidate; empty before there is one
   */
  public record LayerView(
      String name,
      String kind,
      String description,
      List<String> inputs,
      Optional<String> group,
      int height,
      int width,
      LayerSizeView before,
      Optional<LayerSizeView> after) {
    public LayerView {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * What a layer gives and costs.
   *
   * @param channels of its output; behind a flatten, features
   * @param macs multiply-accumulates of one image
   */
  public record LayerSizeView(long channels, long parameters, long macs) {}
}
