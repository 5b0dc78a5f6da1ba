package org.psopruner.messages.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmParameters;

/**
 * All of a run: what was asked for, what was found and what the model was and is. It stands as
 * {@code report.json} in the run's output folder.
 *
 * @param version of the form; see {@link #VERSION}
 * @param createdAt when it was written
 * @param request what was asked for: model, dataset, seed and all settings of the retraining
 * @param search where the structure was found; empty if the user named it
 * @param before the baseline
 * @param after the model that was written
 * @param channels of every channel group, in network order
 */
public record RunReport(
    int version,
    Instant createdAt,
    Request request,
    Optional<Search> search,
    Retraining retraining,
    ModelFigures before,
    ModelFigures after,
    List<GroupChannels> channels,
    Parity parity,
    DatasetFigures dataset,
    Versions versions) {
  /** The version that is written, and the only one that is read. */
  public static final int VERSION = 1;

  /** Its name in the output folder. */
  public static final String FILE_NAME = "report.json";

  public RunReport {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "the report's version is %d; this program reads version %d".formatted(version, VERSION));
    }
    channels = List.copyOf(channels);
  }

  /**
   * Reads a report.
   *
   * @throws org.psopruner.messages.UnreadableFileException if the file cannot be read
   * @throws org.psopruner.messages.MessageException if it holds no report
   */
  public static RunReport read(Path file) {
    return RecordJson.read(file, RunReport.class);
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
   * What was to be retrained and how.
   *
   * @param name of the experiment, or of the model's file
   * @param baseline the ONNX file with the weights to begin with
   * @param dataset the images, and how pixels become the network's input
   * @param recalibrationImages training images over which batch norm is recalibrated before; at
   *     least 0
   * @param batch images at once in recalibration and evaluation, at least 1
   * @param retraining the recipe
   */
  public record Request(
      String name,
      FileReference baseline,
      DatasetReference dataset,
      int recalibrationImages,
      int batch,
      RetrainingSettings retraining) {}

  /**
   * What the search did and whom it chose.
   *
   * @param swarm how it moved, with its seed
   * @param budget what a structure was allowed to cost
   * @param structures how particles became structures
   * @param validationImages on which each structure was evaluated, unless that ended early
   * @param savings what was not computed
   * @param evaluations how many, those that ended early or were known from other experiments
   *     included
   * @param iteration of its particle in which the winner was found, from 0; likewise {@code
   *     particle}
   * @param evaluationId the winner's
   * @param validationAccuracy the winner's in the search, before retraining, 0 to 1
   */
  public record Search(
      SwarmParameters swarm,
      BudgetParameters budget,
      StructureParameters structures,
      int validationImages,
      SavingParameters savings,
      int evaluations,
      int iteration,
      int particle,
      String evaluationId,
      double validationAccuracy) {}

  /**
   * What the retraining did.
   *
   * @param epochsRun passes over the training images
   * @param bestEpoch the one that was kept; 0 is the pruned and recalibrated network before any
   *     training
   * @param seconds wall time
   * @param epochs epoch 0 and those that were run, in order
   */
  public record Retraining(int epochsRun, int bestEpoch, double seconds, List<Epoch> epochs) {
    public Retraining {
      epochs = List.copyOf(epochs);
    }
  }

  /**
   * One epoch of retraining.
   *
   * @param epoch epochs done; 0 is before any training
   * @param loss mean training cross-entropy in nats; empty for epoch 0
   * @param trainAccuracy on the augmented images, 0 to 1; empty for epoch 0
   * @param validationAccuracy on the whole validation set, 0 to 1
   * @param averaged whether that is the accuracy of the average of the last epochs' weights, which
   *     was better than that of the epoch's own
   */
  public record Epoch(
      int epoch,
      Optional<Double> loss,
      Optional<Double> trainAccuracy,
      double validationAccuracy,
      boolean averaged) {}

  /**
   * What a model costs and how good it is.
   *
   * @param macs multiply-accumulates of one image
   * @param weightBytes bytes of the weights as float32
   * @param fileBytes length of the ONNX file
   * @param validationAccuracy on the whole validation set, 0 to 1
   * @param testAccuracy on the test images by ONNX Runtime, 0 to 1; empty if there are none
   * @param testImages how many
   * @param latencies by ONNX Runtime, in order of batch
   * @param sha256 of the ONNX file
   */
  public record ModelFigures(
      long parameters,
      long macs,
      long weightBytes,
      long fileBytes,
      double validationAccuracy,
      Optional<Double> testAccuracy,
      int testImages,
      List<LatencyFigure> latencies,
      String sha256) {
    public ModelFigures {
      latencies = List.copyOf(latencies);
    }
  }

  /**
   * How long a batch takes.
   *
   * @param batch images a run
   * @param threads for one operator
   * @param runs that were timed
   * @param medianMillis wall time of a whole batch
   */
  public record LatencyFigure(int batch, int threads, int runs, double medianMillis) {}

  /**
   * The channels of a channel group.
   *
   * @param group its name
   * @param before in the baseline, at least 1
   * @param after that were kept, at least 1
   */
  public record GroupChannels(String group, int before, int after) {}

  /**
   * How far the written file is from the engine's network on the same images.
   *
   * @param maxAbsoluteDifference of the outputs
   * @param images compared
   */
  public record Parity(double maxAbsoluteDifference, int images) {}

  /**
   * The data.
   *
   * @param sha256 of the training and validation images, as the dataset reader defines it
   * @param testSha256 of the test images; empty if there are none
   * @param trainingImages how many; likewise {@code validationImages} and {@code testImages}
   */
  public record DatasetFigures(
      String sha256,
      Optional<String> testSha256,
      int trainingImages,
      int validationImages,
      int testImages) {}

  /**
   * What it ran on.
   *
   * @param engine the engine's own description
   * @param os name and version of the operating system
   * @param cpu the processor and how many cores were there
   */
  public record Versions(
      String psopruner, String java, String engine, String onnxRuntime, String os, String cpu) {}
}
