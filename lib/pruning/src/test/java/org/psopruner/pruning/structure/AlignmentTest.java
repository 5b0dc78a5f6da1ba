package org.psopruner.pruning.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlignmentTest {
  @ParameterizedTest
  @CsvSource({
    "8, 32, 29, 32",
    "8, 32, 27, 24",
    "8, 32, 28, 32", // of two as near the larger
    "8, 32, 16, 16",
    "8, 32, 5, 8",
    "8, 32, 4, 4", // as near to nothing
    "8, 20, 19, 20", // the group's size stands in for 24
    "8, 20, 17, 16",
    "8, 8, 5, 5", // a group that is no larger
    "2, 3, 1, 1",
    "1, 32, 29, 29",
  })
  void aCountIsRoundedToTheNearestMultipleWithinTheGroup(
      int channels, int size, int count, int aligned) {
    assertThat(new Alignment(channels).of(count, size)).isEqualTo(aligned);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, 16, 64})
  void moreChannelsNeverBecomeFewerAndOneStaysOne(int channels) {
    Alignment alignment = new Alignment(channels);
    for (int size = 1; size <= 200; size++) {
      assertThat(alignment.of(1, size)).isEqualTo(1);
      assertThat(alignment.of(size, size)).isEqualTo(size);
      for (int count = 2; count <= size; count++) {
        int aligned = alignment.of(count, size);
        assertThat(aligned).isBetween(alignment.of(count - 1, size), size);
        boolean stays = size <= channels || 2 * count <= channels;
        assertThat(stays ? aligned == count : aligned % channels == 0 || aligned == size).isTrue();
      }
    }
  }

  @Test
  void itHasARange() {
    assertThatThrownBy(() -> new Alignment(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the alignment is 0 channels; it must be from 1 to 64");
    assertThatThrownBy(() -> new Alignment(65)).isInstanceOf(IllegalArgumentException.class);
  }
}
