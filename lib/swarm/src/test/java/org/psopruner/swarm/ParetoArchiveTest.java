package org.psopruner.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParetoArchiveTest {
  private final ParetoArchive archive = new ParetoArchive(4);

  @Test
  void whatIsDominatedGoesAndWhatIsWorthTheSameDoesNotCome() {
    add(0, 1, 5);
    add(1, 2, 4);
    add(2, 2, 4);
    assertThat(archive.points()).extracting(p -> p.id().particle()).containsExactly(0, 1);
    add(3, 2, 6);
    add(4, 1, 6);
    assertThat(archive.points()).extracting(p -> p.id().particle()).containsExactly(3);
  }

  @Test
  void ofTooManyTheOneInTheDensestPlaceGoes() {
    add(0, 0, 10);
    add(1, 10, 0);
    add(2, 5, 5);
    add(3, 8, 2);
    add(4, 5.5, 4.5);
    // Between 0 and 5.5, 5 and 8, 5.5 and 10.
    assertThat(archive.points()).extracting(p -> p.id().particle()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void theEndsStay() {
    for (int i = 0; i <= 20; i++) {
      add(i, i, 20 - i);
    }
    assertThat(archive.points()).hasSize(4).extracting(p -> p.id().particle()).contains(0, 20);
  }

  private void add(int particle, double... objectives) {
    archive.add(
        new ParetoPoint(new AskId(0, particle), Position.of(0.5), Objectives.of(objectives)));
  }
}
