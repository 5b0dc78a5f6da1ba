package org.psopruner.training;

import java.nio.file.Path;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.training.architecture.Architecture;

/**
 * What is to be trained from scratch.
 *
 * @param dataset the images, and how pixels become the network's input
 * @param batch images at once in evaluation, at least 1
 * @param recipe how to train; its seed also fixes the random weights
 * @param output the folder that takes the model and the report
 */
public record TrainingTask(
    Architecture architecture,
    DatasetReference dataset,
    int batch,
    RetrainingSettings recipe,
    Path output) {}
