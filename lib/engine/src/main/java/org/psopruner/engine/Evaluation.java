package org.psopruner.engine;

/**
 * What an evaluation found.
 *
 * @param correct images whose largest output is at their label
 * @param images images evaluated, at least 1: all that were given, or fewer if it lost a race
 * @param loss mean cross-entropy, in nats
 */
public record Evaluation(int correct, int images, double loss) {
  /** The share of images that were right, from 0 to 1. */
  public double accuracy() {
    return (double) correct / images;
  }

  /**
   * The share of more images that would be right if all of the others were, from 0 to 1.
   *
   * @param all at least {@link #images}
   */
  public double accuracyAtMost(int all) {
    return (double) (correct + all - images) / all;
  }
}
