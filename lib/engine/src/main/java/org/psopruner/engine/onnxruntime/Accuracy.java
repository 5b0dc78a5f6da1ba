package org.psopruner.engine.onnxruntime;

/**
 * How often a network was right.
 *
 * @param correct images whose largest output is at their label
 * @param images images in all, at least 1
 */
public record Accuracy(int correct, int images) {
  /** The share of images that were right, from 0 to 1. */
  public double share() {
    return (double) correct / images;
  }
}
