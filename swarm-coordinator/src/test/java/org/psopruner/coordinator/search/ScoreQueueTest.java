package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.swarm.Position;

class ScoreQueueTest {
  private static final int PARTICLES = 4;
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  private final ScoreQueue queue = new ScoreQueue(PARTICLES);
  private long number;

  @Test
  void allThatWaitForAScoreAreToldInTheOrderOfAsking() {
    Asked first = asked(2, 0, A);
    Asked second = asked(0, 0, A);
    assertThat(queue.await(first)).isFalse();
    assertThat(queue.await(second)).isTrue();
    assertThat(queue.next()).isEmpty();

    assertThat(queue.scored(A)).contains(first);

    assertThat(queue.next()).contains(first);
    assertThat(queue.next()).contains(second);
    assertThat(queue.next()).isEmpty();
    assertThat(queue.told()).isEqualTo(2);
    assertThat(queue.scored(A)).isEmpty();
  }

  @Test
  void whoIsNotAheadOfTheOthersIsToldAScoreThatIsThereAtOnce() {
    queue.await(asked(3, 0, B));
    Asked next = asked(0, 1, A);

    queue.share(next);

    assertThat(queue.next()).contains(next);
  }

  @Test
  void whoIsAheadWaitsForTheOthers() {
    for (int particle = 1; particle < PARTICLES; particle++) {
      queue.await(asked(particle, 0, Integer.toString(particle).repeat(64)));
    }
    Asked ahead = asked(0, 2, A);
    queue.share(ahead);
    assertThat(queue.next()).isEmpty();

    Asked restless = asked(0, 50, A);
    queue.share(restless); // it is due when there were four tells, be the others where they are
    for (int particle = 1; particle < PARTICLES; particle++) {
      queue.scored(Integer.toString(particle).repeat(64));
      assertThat(queue.next()).isPresent();
      queue.await(asked(particle, 1, Integer.toString(particle + 4).repeat(64)));
    }
    assertThat(queue.next()).isEmpty();
    queue.scored("5".repeat(64));
    assertThat(queue.next()).isPresent();

    assertThat(queue.next()).contains(ahead);
    assertThat(queue.next()).contains(restless);
  }

  @Test
  void nobodyWaitsWhileNothingIsOut() {
    List<Asked> ahead = List.of(asked(0, 50, A), asked(1, 70, A));
    ahead.forEach(queue::share);

    assertThat(queue.next()).contains(ahead.get(0));
    assertThat(queue.next()).contains(ahead.get(1));
  }

  private Asked asked(int particle, int iteration, String evaluationId) {
    ExperimentSpec spec = Scenario.experiment("test", PARTICLES, 100);
    return new Asked(
        number++,
        new Candidate(
            spec.id(),
            evaluationId,
            iteration,
            particle,
            List.of(0.5),
            new StaircaseSpace(1, 1).at(Position.of(0.5)).structure(),
            spec.baseline(),
            spec.dataset(),
            spec.evaluation(),
            Optional.empty()),
        new Question(evaluationId, Question.NOTHING, 0),
        new CostView(1, 1, 1));
  }
}
