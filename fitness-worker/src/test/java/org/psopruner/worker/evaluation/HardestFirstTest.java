package org.psopruner.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HardestFirstTest {
  private static final int[] IN_ORDER = {0, 1, 2, 3, 4};

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
    evaluate(IN_ORDER, 4, Set.of(2));

    assertThat(hardest.order()).containsExactly(2, 4, 0, 1, 3);
  }

  @Test
  void oneMistakeOfOneIsLessThanFourOfFour() {
    IntStream.range(0, 4).forEach(i -> evaluate(IN_ORDER, 3, Set.of(2)));
    evaluate(IN_ORDER, 5, Set.of(2, 4));

    assertThat(hardest.order()).startsWith(2, 4);
  }

  /** Of sorted classes, ten images each of which would be expected among the last. */
  @Test
  void atRandomNoClassComesLateOrEarly() {
    int classes = 10;
    int[] order = new HardestFirst(1000).atRandom();

    int[] last = new int[classes];
    IntStream.range(900, 1000).forEach(place -> last[order[place] / 100]++);

    assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 1000).toArray());
    assertThat(IntStream.of(last).boxed()).allMatch(count -> count >= 2 && count <= 20);
    assertThat(new HardestFirst(1000).atRandom()).isEqualTo(order);
  }

  /** The first so many images in an order, by a network that is wrong about some. */
  private void evaluate(int[] order, int count, Set<Integer> wrong) {
    var verdicts = hardest.verdicts(order);
    IntStream.range(0, count).forEach(place -> verdicts.tell(place, !wrong.contains(order[place])));
  }
}
