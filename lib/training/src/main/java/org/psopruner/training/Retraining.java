package org.psopruner.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.engine.Engine;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.data.TrainingSet;
import org.psopruner.engine.data.ValidationSet;
import org.psopruner.pruning.network.Network;

/**
 * Trains a network and keeps the epoch that did best on the validation images. Epoch 0 is the
 * network before any training, recalibrated if it was pruned: training cannot make the result worse
 * than that.
 */
public final class Retraining {
  /**
   * An epoch that ended.
   *
   * @param epoch epochs of training done; 0 before any
   * @param training what training saw; empty for epoch 0
   * @param validationAccuracy on the whole validation set, 0 to 1
   */
  public record Epoch(int epoch, Optional<EpochResult> training, double validationAccuracy) {}

  /**
   * What came out.
   *
   * @param network the weights of the best epoch
   * @param best that epoch
   * @param epochs all of them, in order
   */
  record Result(Network network, Epoch best, List<Epoch> epochs) {
    Result {
      epochs = List.copyOf(epochs);
    }
  }

  private final Engine engine;
  private final TrainingSet training;
  private final ValidationSet validation;
  private final Normalization normalization;
  private final int batch;

  /**
   * @param batch images at once in recalibration and evaluation
   */
  Retraining(
      Engine engine,
      TrainingSet training,
      ValidationSet validation,
      Normalization normalization,
      int batch) {
    this.engine = engine;
    this.training = training;
    this.validation = validation;
    this.normalization = normalization;
    this.batch = batch;
  }

  /**
   * Recalibrates and trains.
   *
   * @param start the network to train: of a pruned one, the structure with the baseline's weights
   * @param recalibrationImages as in the search; 0 leaves the statistics as they are
   * @param recipe how to train; without one, epoch 0 is the result
   * @param listener is told of every epoch as it ends, with the best so far
   */
  Result run(
      Network start, int recalibrationImages, Optional<TrainingRecipe> recipe, Listener listener) {
    try (RunnableNetwork runnable = engine.load(start, normalization)) {
      if (recalibrationImages > 0) {
        runnable.recalibrate(training.first(recalibrationImages), batch);
      }
      List<Epoch> epochs = new ArrayList<>();
      Epoch best = evaluated(runnable, 0, Optional.empty());
      Network network = runnable.network();
      epochs.add(best);
      listener.epochEnded(best, best);
      int last = recipe.map(TrainingRecipe::epochs).orElse(0);
      for (int epoch = 1; epoch <= last; epoch++) {
        EpochResult trained = runnable.train(training, recipe.orElseThrow(), epoch - 1);
        Epoch ended = evaluated(runnable, epoch, Optional.of(trained));
        epochs.add(ended);
        if (ended.validationAccuracy() > best.validationAccuracy()) {
          best = ended;
          network = runnable.network();
        }
        listener.epochEnded(ended, best);
      }
      return new Result(network, best, epochs);
    }
  }

  /** The accuracy of a network on the whole validation set, as it is. */
  double validationAccuracy(Network network) {
    try (RunnableNetwork runnable = engine.load(network, normalization)) {
      return runnable.evaluate(validation, batch).accuracy();
    }
  }

  private Epoch evaluated(RunnableNetwork runnable, int epoch, Optional<EpochResult> trained) {
    return new Epoch(epoch, trained, runnable.evaluate(validation, batch).accuracy());
  }

  /** Is told of every epoch as it ends. */
  @FunctionalInterface
  public interface Listener {
    /**
     * An epoch ended.
     *
     * @param best the best so far, which may be the one that ended
     */
    void epochEnded(Epoch ended, Epoch best);
  }
}
