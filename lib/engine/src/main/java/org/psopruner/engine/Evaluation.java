package org.psopruner.engine;

/**
 * What an evaluation found.
 *
 * @param correct images whose largest output is at their label
 * @param images images evaluated, at least 1
 * @param loss mean cross-entropy, in nats
 */
public record Evaluation(int correct, int images, double loss) {
  /** The share of images that were right, from 0 to 1. */
  public double accuracy() {
    return (double) correct / images;
  }
}
