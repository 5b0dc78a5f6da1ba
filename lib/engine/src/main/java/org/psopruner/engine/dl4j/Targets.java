package org.psopruner.engine.dl4j;

/** Labels as the probabilities of the classes that a network is to give: [n, classes]. */
final class Targets {
  private Targets() {}

  /** 1 for the label, 0 for all else. */
  static float[] of(int[] labels, int classes) {
    return smoothed(labels, classes, 0);
  }

  /** As {@link #of}, with a share of it spread evenly over all classes. */
  static float[] smoothed(int[] labels, int classes, double smoothing) {
    float[] targets = new float[labels.length * classes];
    java.util.Arrays.fill(targets, (float) (smoothing / classes));
    for (int i = 0; i < labels.length; i++) {
      targets[i * classes + labels[i]] += (float) (1 - smoothing);
    }
    return targets;
  }
}
