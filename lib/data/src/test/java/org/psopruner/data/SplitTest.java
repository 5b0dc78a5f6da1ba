package org.psopruner.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.pruning.network.Shape;

class SplitTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.25, 0.5})
  void shouldPutEveryImageIntoExactlyOnePart(double fraction) {
    Split split = Split.of(images(100, 60, 2), fraction);
    assertThat(IntStream.concat(ids(split.training()), ids(split.validation())).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 162).boxed().toList());
  }

  @Test
  void shouldTakeTheSameShareOfEachClassButAtLeastOne() {
    Split split = Split.of(images(100, 60, 2), 0.1);
    assertThat(count(split.validation(), 0)).isEqualTo(10);
    assertThat(count(split.validation(), 1)).isEqualTo(6);
    assertThat(count(split.validation(), 2)).isEqualTo(1);
  }

  @Test
  void shouldKeepOneOfTwoForTraining() {
    assertThat(count(Split.of(images(2, 3), 0.5).training(), 0)).isEqualTo(1);
    assertThat(count(Split.of(images(2, 3), 0.5).training(), 1)).isEqualTo(1);
  }

  @Test
  void shouldMixTheClassesSoThatTheFirstImagesStandForAll() {
    TrainingSet training = new TrainingSet(Split.of(images(500, 500), 0.1).training());
    assertThat(count(training.first(100), 0)).isBetween(35L, 65L);
    assertThat(training.first(100).size()).isEqualTo(100);
    assertThat(training.first(5000).size()).isEqualTo(900);
  }

  @Test
  void shouldBeTheSameOnEveryMachine() {
    Split split = Split.of(images(10, 10), 0.2);
    assertThat(ids(split.validation())).containsExactly(11, 17, 4, 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 0.51, Double.NaN})
  void shouldRefuseAFractionOutOfRange(double fraction) {
    assertThatThrownBy(() -> new DatasetSettings(fraction))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the validation fraction is " + fraction);
  }

  /** Images of one pixel that holds the image's number, class by class. */
  private static LabelledImages images(int... perClass) {
    int[] labels =
        IntStream.range(0, perClass.length)
            .flatMap(c -> IntStream.range(0, perClass[c]).map(i -> c))
            .toArray();
    byte[] pixels = new byte[labels.length];
    IntStream.range(0, labels.length).forEach(i -> pixels[i] = (byte) i);
    return new PixelData(new Shape(1, 1, 1), perClass.length, pixels, labels);
  }

  private static IntStream ids(LabelledImages images) {
    byte[] pixel = new byte[1];
    return IntStream.range(0, images.size())
        .map(
            i -> {
              images.copyPixels(i, pixel, 0);
              return Byte.toUnsignedInt(pixel[0]);
            });
  }

  private static long count(LabelledImages images, int label) {
    return IntStream.range(0, images.size()).filter(i -> images.label(i) == label).count();
  }
}
