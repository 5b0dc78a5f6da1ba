package org.psopruner.engine;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * What an evaluation is to beat: it ends when it is certain, or likely enough, that its accuracy
 * does not exceed another.
 *
 * <p>With an error probability, the images looked at are taken for a draw without replacement from
 * all. If the accuracy on all exceeded the one to beat, few right ones among those looked at would
 * be unlikely, with the hypergeometric distribution's lower tail at most; the evaluation ends when
 * that is below the error probability divided by the number of looks (Bonferroni), so that over all
 * looks a better network is taken for a worse one with at most that probability. Sequential tests
 * of this kind are races (Maron and Moore, "Hoeffding Races", NIPS 1993), here with the exact
 * distribution in the place of Hoeffding's bound.
 *
 * @param toBeat an accuracy; negative infinity if each is higher
 * @param errorProbability from 0, which is certainty, to 0.5
 */
public record Race(double toBeat, double errorProbability) {
  /** All images are looked at. */
  public static final Race NONE = new Race(Double.NEGATIVE_INFINITY, 0);

  private static final double MAX_ERROR_PROBABILITY = 0.5;

  public Race {
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
   * Whether some images are left, but need not be looked at.
   *
   * @param found so far
   * @param all images
   * @param batch images between two looks
   */
  public boolean isLost(Evaluation found, int all, int batch) {
    return found.images() < all && (isCertain(found, all) || isLikely(found, all, batch));
  }

  /**
   * What the accuracy on all images does not exceed, where the race is lost.
   *
   * @param all images
   */
  public double accuracyAtMost(Evaluation found, int all) {
    return Math.min(found.accuracyAtMost(all), Math.max(0, toBeat));
  }

  private boolean isCertain(Evaluation found, int all) {
    return found.accuracyAtMost(all) <= toBeat;
  }

  private boolean isLikely(Evaluation found, int all, int batch) {
    if (errorProbability == 0 || toBeat < 0) {
      return false;
    }
    int least = leastToWin(all);
    int looks = (all - 1) / batch; // after the last batch nothing is left to save
    return least <= all
        && HypergeometricDistribution.of(all, least, found.images())
                .cumulativeProbability(found.correct())
            <= errorProbability / looks;
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
