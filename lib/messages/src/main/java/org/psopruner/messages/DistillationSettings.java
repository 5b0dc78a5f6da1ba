package org.psopruner.messages;

/**
 * How much is learned from the baseline's outputs, rather than from the labels.
 *
 * @param weight of the baseline's part in the loss, from 0 (none) to 1
 * @param temperature that softens the outputs, above 0 and at most 100
 */
public record DistillationSettings(double weight, double temperature) {
  public DistillationSettings {
    Require.that(weight >= 0 && weight <= 1, "weight", weight, "from 0 to 1");
    Require.that(
        temperature > 0 && temperature <= 100,
        "temperature",
        temperature,
        "above 0 and at most 100");
  }
}
