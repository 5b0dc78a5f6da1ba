package org.psopruner.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * With how few right images an evaluation ends, look by look, so that a network that is better is
 * taken for one that is not with no more than a given probability over all looks: a group
 * sequential test.
 *
 * <p>The images looked at are a draw without replacement from all. Of networks that are better, one
 * with the fewest right images ends most often, so the boundary is made for that: how many of its
 * images are right after each one is a Markov chain, which is followed exactly, without what has
 * ended. After a share <i>t</i> of the images at most &radic;<i>t</i> of the error probability may
 * be spent, which is the spending function &alpha;<i>t</i><sup>&rho;</sup> of Kim and DeMets
 * (Biometrika 74, 1987) with &rho; = 1/2: most networks of a search are far worse than the best,
 * and are to be found out early.
 */
final class StoppingBoundary {
  /**
   * Counts less likely than this share of the error probability are not followed further. They are
   * taken as spent, so the error is no larger for it.
   */
  private static final double NEGLIGIBLE = 1e-12;

  private static final int TRIMMED_AFTER = 128;

  private final int all;
  private final int batch;
  private final double errorProbability;
  private final Walk walk;

  /** By look, as far as was asked: most evaluations end early. */
  private final List<Integer> mostRight = new ArrayList<>();

  /**
   * The boundary for a test of whether at least so many of all images are right.
   *
   * @param all images, at least 1
   * @param least how many must be right, 1 to all
   * @param batch images between two looks, at least 1
   * @param errorProbability above 0, below 1
   */
  StoppingBoundary(int all, int least, int batch, double errorProbability) {
    this.all = all;
    this.batch = batch;
    this.errorProbability = errorProbability;
    this.walk = new Walk(all, least, NEGLIGIBLE * errorProbability);
  }

  /**
   * Whether the evaluation is to end.
   *
   * @param found after a whole number of batches, but not all images
   */
  boolean isCrossed(Evaluation found) {
    int looks = found.images() / batch;
    while (mostRight.size() < looks) {
      walk.look(batch);
      double share = (double) batch * (mostRight.size() + 1) / all;
      mostRight.add(walk.end(errorProbability * Math.sqrt(share)));
    }
    return found.correct() <= mostRight.get(looks - 1);
  }

  /** How likely each number of right images is, and that none of the looks has ended it. */
  private static final class Walk {
    private final int all;
    private final double negligible;
    private final double[] likely;
    private int looked;
    private double spent;

    /** The counts that are still followed. */
    private int fewest;

    private int most;

    Walk(int all, int right, double negligible) {
      this.all = all;
      this.negligible = negligible;
      this.likely = new double[right + 1];
      likely[0] = 1;
    }

    void look(int images) {
      for (int i = 1; i <= images; i++) {
        next();
        if (i % TRIMMED_AFTER == 0 || i == images) {
          trim();
        }
      }
    }

    private void trim() {
      while (fewest < most && likely[fewest] < negligible) {
        spend(fewest++);
      }
      while (fewest < most && likely[most] < negligible) {
        spend(most--);
      }
    }

    private void next() {
      int right = likely.length - 1;
      int left = all - looked;
      if (most < right) {
        most++;
      }
      for (int count = most; count >= fewest; count--) {
        double stays = likely[count] * (left - (right - count)) / left;
        double comes = count == fewest ? 0 : likely[count - 1] * (right - (count - 1)) / left;
        likely[count] = stays + comes;
      }
      looked++;
    }

    /**
     * Ends the least counts, as far as that spends no more.
     *
     * @return the most right images with which it ends, -1 if with none
     */
    int end(double spendable) {
      while (fewest < most && spent + likely[fewest] <= spendable) {
        spend(fewest++);
      }
      return fewest - 1;
    }

    private void spend(int count) {
      spent += likely[count];
      likely[count] = 0;
    }
  }
}
