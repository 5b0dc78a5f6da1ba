package org.psopruner.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.training.Retraining.Epoch;

/**
 * Where a retraining stands between two epochs: all that the next one depends on.
 *
 * @param epochs that ended, in order, from epoch 0 on
 * @param network the weights and batch-norm statistics as they are now
 * @param momentum the engine's; empty before any training
 * @param best the weights of the best epoch
 * @param average of the weights at the ends of the last epochs, once it has begun
 * @param seconds that the epochs took
 */
record Checkpoint(
    List<Epoch> epochs,
    Network network,
    Tensor momentum,
    Network best,
    Optional<WeightAverage> average,
    double seconds) {
  Checkpoint {
    epochs = List.copyOf(epochs);
  }

  /** Before any training. */
  static Checkpoint first(Epoch recalibrated, Network network) {
    return new Checkpoint(
        List.of(recalibrated), network, Tensor.vector(), network, Optional.empty(), 0);
  }

  /**
   * After one epoch more.
   *
   * @param candidate the weights that {@code ended} measured, which are the best if it did better
   *     than all before
   * @param from the first epoch whose weights may be the best
   */
  Checkpoint next(
      Epoch ended,
      Network network,
      Tensor momentum,
      Network candidate,
      Optional<WeightAverage> average,
      double seconds,
      int from) {
    List<Epoch> all = new ArrayList<>(epochs);
    all.add(ended);
    boolean better =
        epoch() < from || ended.validationAccuracy() > bestEpoch(from).validationAccuracy();
    return new Checkpoint(
        all, network, momentum, better ? candidate : best, average, this.seconds + seconds);
  }

  /** Epochs of training done. */
  int epoch() {
    return lastEpoch().epoch();
  }

  Epoch lastEpoch() {
    return epochs.get(epochs.size() - 1);
  }

  /** The first of those with the highest accuracy, from an epoch on; till then, the last one. */
  Epoch bestEpoch(int from) {
    return epochs.stream()
        .filter(epoch -> epoch.epoch() >= Math.min(from, epoch()))
        .max(
            Comparator.comparingDouble(Epoch::validationAccuracy)
                .thenComparing(Epoch::epoch, Comparator.reverseOrder()))
        .orElseThrow();
  }
}
