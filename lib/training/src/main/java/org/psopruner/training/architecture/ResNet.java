package org.psopruner.training.architecture;

import org.psopruner.pruning.network.Network;

/**
 * A convolution, then three stages of residual blocks of two 3×3 convolutions each, then the global
 * average. The second and the third stage begin with stride 2.
 */
final class ResNet implements Blueprint {
  private static final int[] FILTERS = {16, 32, 64};

  /** Twice halved, 2×2 pixels are left to take the average of. */
  private static final int MINIMUM_PIXELS = 8;

  private final int blocks;

  /**
   * @param blocks of each stage, the paper's n: 6n + 2 layers in all
   */
  ResNet(int blocks) {
    this.blocks = blocks;
  }

  @Override
  public int minimumPixels() {
    return MINIMUM_PIXELS;
  }

  @Override
  public Network draw(Draft draft, int classes) {
    String last = draft.convolution("conv", Draft.IMAGE, FILTERS[0], 3, 1, false);
    last = draft.relu("relu", draft.norm("norm", last));
    for (int stage = 1; stage <= FILTERS.length; stage++) {
      for (int i = 1; i <= blocks; i++) {
        int stride = i == 1 && stage > 1 ? 2 : 1;
        last = block(draft, "stage%d.block%d.".formatted(stage, i), last, stage, stride);
      }
    }
    return draft.classifying(draft.globalAverage("average", last), classes);
  }

  private static String block(Draft draft, String name, String input, int stage, int stride) {
    int filters = FILTERS[stage - 1];
    String residual = draft.convolution(name + "conv1", input, filters, 3, stride, false);
    residual = draft.relu(name + "relu1", draft.norm(name + "norm1", residual));
    residual = draft.convolution(name + "conv2", residual, filters, 3, 1, false);
    residual = draft.norm(name + "norm2", residual);
    String sum = draft.sum(name + "sum", residual, shortcut(draft, name, input, filters, stride));
    return draft.relu(name + "relu2", sum);
  }

  private static String shortcut(Draft draft, String name, String input, int filters, int stride) {
    if (draft.channels(input) == filters && stride == 1) {
      return input;
    }
    String projection = draft.convolution(name + "shortcut", input, filters, 1, stride, false);
    return draft.norm(name + "shortcut.norm", projection);
  }
}
