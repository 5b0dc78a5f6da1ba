package org.psopruner.pruning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class TensorTest {
  /** 0 to 11. */
  private static final Tensor TENSOR =
      Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 2, 3, 2);

  @Test
  void slicesOfTheFirstAxisAreSelected() {
    assertThat(TENSOR.select(0, new int[] {1}))
        .isEqualTo(Tensor.of(new float[] {6, 7, 8, 9, 10, 11}, 1, 3, 2));
  }

  @Test
  void slicesOfAMiddleAxisAreSelectedInTheOrderGiven() {
    assertThat(TENSOR.select(1, new int[] {2, 0}))
        .isEqualTo(Tensor.of(new float[] {4, 5, 0, 1, 10, 11, 6, 7}, 2, 2, 2));
  }

  @Test
  void slicesOfTheLastAxisAreSelected() {
    assertThat(TENSOR.select(2, new int[] {1}))
        .isEqualTo(Tensor.of(new float[] {1, 3, 5, 7, 9, 11}, 2, 3, 1));
  }

  @Test
  void selectingEverySliceChangesNothing() {
    assertThat(TENSOR.select(1, new int[] {0, 1, 2})).isEqualTo(TENSOR);
  }

  @Test
  void tensorsOfDifferentShapesDiffer() {
    assertThat(TENSOR.reshape(3, 4)).isNotEqualTo(TENSOR).isEqualTo(TENSOR.reshape(3, 4));
  }

  @Test
  void theArrayItIsMadeOfAndTheArraysItGivesAreCopies() {
    float[] values = {1, 2};
    Tensor tensor = Tensor.vector(values);
    values[0] = 9;
    tensor.toArray()[1] = 9;
    assertThat(tensor).isEqualTo(Tensor.vector(1, 2));
    assertThatThrownBy(() -> tensor.buffer().put(0, 9)).isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void aShapeThatDoesNotHoldTheValuesIsRefused() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("a tensor of shape [2, 3] holds 6 values, not 5");
    assertThatThrownBy(() -> TENSOR.reshape(5))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("a tensor of shape [2, 3, 2] cannot take the shape [5]");
  }
}
