package org.psopruner.training;

import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/** There is nothing to keep: weights are no finite numbers. One line that says since when. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DivergedException(String message) {
    super(message);
  }

  /**
   * Looks at the weights that are to be kept. From such numbers no epoch leads back to others.
   *
   * @param epoch that gave them; 0 before any training
   * @throws DivergedException if one of them is not finite
   */
  static void requireFinite(Network kept, int epoch) {
    if (kept.tensors().stream().allMatch(DivergedException::isFinite)) {
      return;
    }
    throw new DivergedException(
        epoch == 0
            ? "the network has weights that are no finite numbers before any training; give another"
                + " model"
            : "the training diverged: the weights of epoch %d are no finite numbers; give a lower --learning-rate (retraining.learningRate)"
                .formatted(epoch));
  }

  private static boolean isFinite(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Float.isFinite(tensor.get(i))) {
        return false;
      }
    }
    return true;
  }
}
