package org.psopruner.messages.report;

import java.nio.file.Path;
import java.time.Instant;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.RetrainingSettings;

/**
 * All of a training from scratch. It stands as {@link RunReport#FILE_NAME} in the output folder.
 *
 * @param version of the form; see {@link RunReport#VERSION}
 * @param createdAt when it was written
 * @param request what was asked for
 * @param training the epochs; epoch 0 is the network with its random weights
 * @param model the model that was written
 */
public record TrainingReport(
    int version,
    Instant createdAt,
    Request request,
    RunReport.Retraining training,
    RunReport.ModelFigures model,
    RunReport.Parity parity,
    RunReport.DatasetFigures dataset,
    RunReport.Versions versions) {
  public TrainingReport {
    if (version != RunReport.VERSION) {
      throw new IllegalArgumentException(
          "the report's version is %d; this program reads version %d"
              .formatted(version, RunReport.VERSION));
    }
  }

  /**
   * Reads a report.
   *
   * @throws org.psopruner.messages.UnreadableFileException if the file cannot be read
   * @throws org.psopruner.messages.MessageException if it holds no report of a training
   */
  public static TrainingReport read(Path file) {
    return RecordJson.read(file, TrainingReport.class);
  }

  /**
   * Writes the report, indented.
   *
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public void write(Path file) {
    RecordJson.write(file, this);
  }

  /**
   * What was to be trained and how.
   *
   * @param architecture its name, such as {@code vgg16}
   * @param dataset the images, and how pixels become the network's input
   * @param batch images at once in evaluation, at least 1
   * @param recipe how to train; its seed also fixes the random weights
   */
  public record Request(
      String architecture, DatasetReference dataset, int batch, RetrainingSettings recipe) {}
}
