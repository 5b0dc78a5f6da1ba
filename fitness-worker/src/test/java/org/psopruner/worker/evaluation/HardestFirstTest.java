package org.psopruner.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HardestFirstTest {
  private final HardestFirst hardest = new HardestFirst(5);

  @Test
  void imagesOfWhichNothingIsKnownStayInTheirOrder() {
    assertThat(hardest.order()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void whatNetworksWereWrongAboutMoreOftenComesFirst() {
    evaluate(hardest.order(), 5, Set.of(1, 3));
    assertThat(hardest.order()).containsExactly(1, 3, 0, 2, 4);

    evaluate(hardest.order(), 5, Set.of(3, 4));
    assertThat(hardest.order()).containsExactly(3, 1, 4, 0, 2);
  }

  @Test
  void anImageThatWasNotSeenIsBetweenThoseThatWereRightAndWrong() {
    evaluate(hardest.asDrawn(), 4, Set.of(2));

    assertThat(hardest.order()).containsExactly(2, 4, 0, 1, 3);
  }

  @Test
  void oneMistakeOfOneIsLessThanFourOfFour() {
    IntStream.range(0, 4).forEach(i -> evaluate(hardest.asDrawn(), 3, Set.of(2)));
    evaluate(hardest.asDrawn(), 5, Set.of(2, 4));

    assertThat(hardest.order()).startsWith(2, 4);
  }

  /** The first so many images in an order, by a network that is wrong about some. */
  private void evaluate(int[] order, int count, Set<Integer> wrong) {
    var verdicts = hardest.verdicts(order);
    IntStream.range(0, count).forEach(place -> verdicts.tell(place, !wrong.contains(order[place])));
  }
}
