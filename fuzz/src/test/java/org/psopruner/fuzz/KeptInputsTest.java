package org.psopruner.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing found once, and what is close to inputs that are taken. */
class KeptInputsTest {
  /** Changed or cut off at so many places of a seed at most. */
  private static final int PLACES = 30;

  @ParameterizedTest
  @EnumSource
  void seedsAreTaken(Subject subject) throws Exception {
    Guard guard = new Guard(subject);
    assertThat(guard.reader().seeds()).isNotEmpty().map(guard::read).containsOnly(true);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasFoundIsFixed(Subject subject) {
    Guard guard = new Guard(subject);
    for (Path file : Corpus.files(subject)) {
      assertThatCode(() -> guard.read(Files.readAllBytes(file)))
          .as(file.toString())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource
  void seedsThatAreCutOffOrChangedAreRefusedOrTaken(Subject subject) throws Exception {
    Guard guard = new Guard(subject);
    int refused = 0;
    for (byte[] seed : guard.reader().seeds()) {
      int step = 1 + seed.length / PLACES;
      for (int i = 0; i < seed.length; i += step) {
        refused += guard.read(Arrays.copyOf(seed, i)) ? 0 : 1;
        for (int change : new int[] {0x01, 0x80, 0xff}) {
          byte[] changed = seed.clone();
          changed[i] ^= (byte) change;
          guard.read(changed);
        }
      }
    }
    assertThat(refused).isPositive();
  }
}
