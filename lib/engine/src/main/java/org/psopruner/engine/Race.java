package org.psopruner.engine;

import java.util.Optional;

/**
 * What an evaluation is to beat: it ends when it is certain, or likely enough, that its accuracy
 * does not exceed another.
 *
 * <p>With an error probability, the images looked at are taken for a draw without replacement from
 * all: it ends when so few of them are right that a network whose accuracy on all exceeds the one
 * to beat is taken for a worse one with at most that probability, over all looks ({@link
 * StoppingBoundary}). Tests of this kind are races (Maron and Moore, "Hoeffding Races", NIPS 1993),
 * here with the exact distribution in the place of Hoeffding's bound.
 *
 * @param toBeat an accuracy; negative infinity if each is higher
 * @param errorProbability from 0, which is certainty, to 0.5
 */
public record Race(double toBeat, double errorProbability) {
  /** All images are looked at. */
  public static final Race NONE = new Race(Double.NEGATIVE_INFINITY, 0);

  private static final double MAX_ERROR_PROBABILITY = 0.5;

  public Race {
    if (!(toBeat <= 1)) {
      throw new IllegalArgumentException(
          "toBeat is %s; it must be an accuracy, or negative infinity".formatted(toBeat));
    }
    if (!(errorProbability >= 0 && errorProbability <= MAX_ERROR_PROBABILITY)) {
      throw new IllegalArgumentException(
          "errorProbability is %s; it must be from 0 to %s"
              .formatted(errorProbability, MAX_ERROR_PROBABILITY));
    }
  }

  /** A race that is lost when it is certain. */
  public static Race exact(double toBeat) {
    return new Race(toBeat, 0);
  }

  /**
   * The race over so many images.
   *
   * @param all images
   * @param batch images between two looks
   */
  public Course over(int all, int batch) {
    return new Course(toBeat, all, boundary(all, batch));
  }

  /**
   * What the accuracy on all images does not exceed, where the race is lost.
   *
   * @param all images
   */
  public double accuracyAtMost(Evaluation found, int all) {
    return Math.min(found.accuracyAtMost(all), Math.max(0, toBeat));
  }

  private Optional<StoppingBoundary> boundary(int all, int batch) {
    if (errorProbability == 0 || toBeat < 0) {
      return Optional.empty();
    }
    int least = leastToWin(all);
    return least <= all
        ? Optional.of(new StoppingBoundary(all, least, batch, errorProbability))
        : Optional.empty(); // the first look tells for certain
  }

  /** How many images must be right, so that the accuracy is higher than the one to beat. */
  private int leastToWin(int all) {
    int least = (int) Math.floor(toBeat * all);
    while ((double) least / all <= toBeat) {
      least++;
    }
    return least;
  }
}
