package org.psopruner.engine;

import org.psopruner.pruning.network.Network;

/**
 * What is learned from a network that knows better (knowledge distillation; Hinton, Vinyals and
 * Dean 2015): a student's loss is {@code (1 − weight) · cross-entropy with the labels + weight ·
 * temperature² · KL(teacher ‖ student)}, the outputs of both in the latter softened by the
 * temperature. Teacher and student see the same augmented images.
 *
 * @param teacher of the student's input and classes
 * @param weight above 0, at most 1
 * @param temperature divides the logits; above 0, at most 100
 */
public record Distillation(Network teacher, double weight, double temperature) {
  public Distillation {
    TrainingRecipe.require(
        weight > 0 && weight <= 1, "weight of distillation", weight, "above 0 and at most 1");
    TrainingRecipe.require(
        temperature > 0 && temperature <= 100,
        "temperature",
        temperature,
        "above 0 and at most 100");
  }
}
