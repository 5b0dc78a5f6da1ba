package org.psopruner.training.architecture;

import org.psopruner.pruning.network.Network;

/**
 * Five stages of 3×3 convolutions with batch norm and ReLU, each ended by a pooling that halves the
 * image; then a hidden dense layer. Convolutions have biases, as in the paper, though batch norm
 * takes them out again.
 */
final class Vgg implements Blueprint {
  private static final int[] FILTERS = {64, 128, 256, 512, 512};
  private static final int HIDDEN_UNITS = 512;

  private final int[] convolutions;

  /**
   * @param convolutions of each of the five stages, at least 1
   */
  Vgg(int... convolutions) {
    this.convolutions = convolutions.clone();
  }

  @Override
  public int minimumPixels() {
    return 1 << FILTERS.length;
  }

  @Override
  public Network draw(Draft draft, int classes) {
    String last = Draft.IMAGE;
    for (int stage = 1; stage <= FILTERS.length; stage++) {
      for (int i = 1; i <= convolutions[stage - 1]; i++) {
        String place = stage + "_" + i;
        last = draft.convolution("conv" + place, last, FILTERS[stage - 1], 3, 1, true);
        last = draft.relu("relu" + place, draft.norm("norm" + place, last));
      }
      last = draft.halved("pool" + stage, last);
    }
    last = draft.hidden("dense", draft.flattened("flatten", last), HIDDEN_UNITS);
    return draft.classifying(draft.relu("relu", last), classes);
  }
}
