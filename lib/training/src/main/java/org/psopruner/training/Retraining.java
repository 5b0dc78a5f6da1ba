package org.psopruner.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Engine;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.pruning.network.Network;

/**
 * Trains a network and keeps the weights that did best on the validation images. Epoch 0 is the
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
   * @param averaged whether that is the accuracy of the average of the last epochs' weights, which
   *     was better than that of the epoch's own
   */
  public record Epoch(
      int epoch, Optional<EpochResult> training, double validationAccuracy, boolean averaged) {}

  /**
   * How to train, and when to end.
   *
   * @param recipe what each epoch does
   * @param averageEpochs at the ends of how many epochs, the last ones, weights are averaged; below
   *     2 for no average
   * @param patience epochs in a row that may go by without a better accuracy before it ends; 0 to
   *     train through to the end
   */
  record Plan(TrainingRecipe recipe, int averageEpochs, int patience) {
    /** Whether nothing comes after this. */
    private boolean isDone(Checkpoint state, Epoch best) {
      return state.epoch() >= recipe.epochs() || isStopped(state, best);
    }

    private boolean isStopped(Checkpoint state, Epoch best) {
      return patience > 0 && state.epoch() - best.epoch() >= patience;
    }

    private boolean averages(int epoch) {
      return epoch > recipe.epochs() - averageEpochs;
    }
  }

  /**
   * What came out.
   *
   * @param network the best weights
   * @param best their epoch
   * @param epochs all of them, in order
   * @param seconds that the epochs took, in this process and in any before it
   */
  record Result(Network network, Epoch best, List<Epoch> epochs, double seconds) {
    Result {
      epochs = List.copyOf(epochs);
    }
  }

  /**
   * Averaged weights have statistics of their own, whether the first ones were taken anew or not.
   */
  private static final int MIN_IMAGES_OF_AVERAGE = 1_000;

  /** Weights and how they did. */
  private record Measured(Network network, double accuracy) {}

  private final Engine engine;
  private final TrainingSet training;
  private final ValidationSet validation;
  private final Normalization normalization;
  private final int recalibrationImages;
  private final int batch;
  private final int firstCandidate;

  /**
   * @param recalibrationImages before the first epoch, as in the search; 0 leaves batch norms'
   *     statistics as they are
   * @param batch images at once in recalibration and evaluation
   * @param firstCandidate the first epoch whose weights may be the result, if there is so much
   *     training: 1 for a network that was trained before, perhaps on the validation images, which
   *     would flatter epoch 0; else 0
   */
  Retraining(
      Engine engine,
      TrainingSet training,
      ValidationSet validation,
      Normalization normalization,
      int recalibrationImages,
      int batch,
      int firstCandidate) {
    this.engine = engine;
    this.training = training;
    this.validation = validation;
    this.normalization = normalization;
    this.recalibrationImages = recalibrationImages;
    this.batch = batch;
    this.firstCandidate = firstCandidate;
  }

  /**
   * Recalibrates and trains, or goes on from where a checkpoint says that it stood.
   *
   * @param start the network to train: of a pruned one, the structure with the baseline's weights
   * @param plan how to train; without one, epoch 0 is the result
   * @param checkpoints takes one after every epoch
   * @param listener is told of every epoch as it ends, with the best so far
   * @throws DivergedException as soon as the weights that it would give are no finite numbers
   */
  Result run(Network start, Optional<Plan> plan, CheckpointFile checkpoints, Listener listener) {
    List<String> notes = new ArrayList<>();
    Checkpoint state =
        plan.flatMap(p -> checkpoints.read(start, notes::add)).orElseGet(() -> first(start));
    if (state.epoch() > 0) {
      notes.add("resumed after epoch " + state.epoch());
    }
    requireFinite(state);
    listener.epochEnded(state.lastEpoch(), best(state), String.join("; ", notes));
    if (plan.isPresent() && !plan.get().isDone(state, best(state))) {
      state = train(state, plan.get(), checkpoints, listener);
    }
    return new Result(state.best(), best(state), state.epochs(), state.seconds());
  }

  /** The accuracy of a network on the whole validation set, as it is. */
  double validationAccuracy(Network network) {
    try (RunnableNetwork runnable = engine.load(network, normalization)) {
      return accuracy(runnable);
    }
  }

  private Checkpoint first(Network start) {
    Measured recalibrated = recalibrated(start, recalibrationImages);
    return Checkpoint.first(
        new Epoch(0, Optional.empty(), recalibrated.accuracy(), false), recalibrated.network());
  }

  private Checkpoint train(
      Checkpoint start, Plan plan, CheckpointFile checkpoints, Listener listener) {
    Checkpoint state = start;
    try (RunnableNetwork runnable = engine.load(state.network(), normalization)) {
      if (state.epoch() > 0) {
        runnable.restoreMomentum(state.momentum());
      }
      while (!plan.isDone(state, best(state))) {
        state = epoch(runnable, state, plan);
        requireFinite(state);
        listener.aboutToWrite();
        checkpoints.write(state);
        boolean early =
            plan.isStopped(state, best(state)) && state.epoch() < plan.recipe().epochs();
        listener.epochEnded(
            state.lastEpoch(),
            best(state),
            early ? "stopped early: no better for %d epochs".formatted(plan.patience()) : "");
      }
    }
    return state;
  }

  private Checkpoint epoch(RunnableNetwork runnable, Checkpoint before, Plan plan) {
    long start = System.nanoTime();
    int number = before.epoch() + 1;
    EpochResult trained = runnable.train(training, plan.recipe(), number - 1);
    Measured own = new Measured(runnable.network(), accuracy(runnable));
    Optional<WeightAverage> average =
        plan.averages(number)
            ? Optional.of(WeightAverage.of(before.average(), own.network()))
            : Optional.empty();
    Measured candidate =
        average
            .filter(mean -> mean.count() > 1)
            .map(mean -> recalibrated(mean.network(), averageImages()))
            .filter(mean -> mean.accuracy() > own.accuracy())
            .orElse(own);
    Epoch ended =
        new Epoch(number, Optional.of(trained), candidate.accuracy(), !candidate.equals(own));
    return before.next(
        ended,
        own.network(),
        runnable.momentum(),
        candidate.network(),
        average,
        (System.nanoTime() - start) / 1e9,
        firstCandidate);
  }

  private void requireFinite(Checkpoint state) {
    DivergedException.requireFinite(state.best(), best(state).epoch());
  }

  private Epoch best(Checkpoint state) {
    return state.bestEpoch(firstCandidate);
  }

  private int averageImages() {
    return Math.max(recalibrationImages, MIN_IMAGES_OF_AVERAGE);
  }

  private Measured recalibrated(Network network, int images) {
    try (RunnableNetwork runnable = engine.load(network, normalization)) {
      if (images > 0) {
        runnable.recalibrate(training.first(images), batch);
      }
      return new Measured(runnable.network(), accuracy(runnable));
    }
  }

  private double accuracy(RunnableNetwork runnable) {
    return runnable.evaluate(validation, batch).accuracy();
  }

  /**
   * Is told of every epoch as it ends; first of where the training begins, which is epoch 0, or the
   * last one before it was resumed.
   */
  @FunctionalInterface
  public interface Listener {
    /**
     * An epoch ended.
     *
     * @param best the best so far, which may be the one that ended
     * @param note what is out of the ordinary, in plain words; else empty
     */
    void epochEnded(Epoch ended, Epoch best, String note);

    /**
     * Something is about to be put in the output folder. What this throws makes the retraining end
     * before that: it may be another's by now.
     */
    default void aboutToWrite() {}
  }
}
