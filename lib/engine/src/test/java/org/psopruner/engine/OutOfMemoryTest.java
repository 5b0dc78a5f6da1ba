package org.psopruner.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryTest {
  @Test
  void isFoundBehindAFailure() {
    OutOfMemoryError error = new OutOfMemoryError("Physical memory usage is too high");

    assertThatThrownBy(() -> OutOfMemory.rethrow(new IllegalStateException("failed", error)))
        .isSameAs(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "std::bad_alloc",
        "could not create a memory object: Out of memory",
        "mmap: Cannot allocate memory"
      })
  void isWhatNativeLibrariesThrowInItsPlace(String message) {
    IllegalStateException failure = new IllegalStateException(new RuntimeException(message));

    assertThatThrownBy(() -> OutOfMemory.rethrow(failure))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining(message)
        .hasCause(failure);
  }

  @Test
  void otherFailuresAreLeftAlone() {
    assertThatCode(
            () -> OutOfMemory.rethrow(new IllegalStateException("no", new RuntimeException())))
        .doesNotThrowAnyException();
  }
}
