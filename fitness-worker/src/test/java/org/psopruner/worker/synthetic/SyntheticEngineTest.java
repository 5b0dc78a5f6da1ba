package org.psopruner.worker.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Score;
import org.psopruner.worker.Candidates;
import org.psopruner.worker.evaluation.Evaluator;

class SyntheticEngineTest {
  private static Score.Evaluated score(PrunedStructure structure) {
    Evaluator evaluator =
        new Evaluator(new SyntheticEngine(Duration.ZERO), "test", InstantSource.system());
    return (Score.Evaluated) evaluator.score(Candidates.of(structure)).outcome();
  }

  @Test
  void theSameStructureScoresTheSame() {
    assertThat(score(Candidates.FULL)).isEqualTo(score(Candidates.FULL));
  }

  @Test
  void whatKeepsMoreScoresMore() {
    assertThat(score(Candidates.FULL).accuracy())
        .isBetween(0.1, 0.9)
        .isGreaterThan(score(Candidates.withoutFirstChannels()).accuracy());
  }

  @Test
  void whatCannotBeatWhatItIsToBeatIsOutrun() {
    Score.Evaluated full = score(Candidates.FULL);
    Evaluator evaluator =
        new Evaluator(new SyntheticEngine(Duration.ZERO), "test", InstantSource.system());

    assertThat(evaluator.score(Candidates.toBeat(0.9, Candidates.of(Candidates.FULL))).outcome())
        .isInstanceOfSatisfying(
            Score.Outrun.class,
            outrun -> assertThat(outrun.accuracyAtMost()).isBetween(full.accuracy(), 0.9));
  }

  @Test
  void refusesATimeBelowZero() {
    assertThatThrownBy(() -> new SyntheticEngine(Duration.ofSeconds(-1)))
        .hasMessage("an evaluation takes PT-1S; it must be at least PT0S");
  }
}
