package org.psopruner.engine.dl4j;

/**
 * Cross-entropy of the softmax of logits, and how many were right. In Java and in double precision:
 * it is a few numbers an image.
 */
final class CrossEntropy {
  private final int classes;
  private double lossSum;
  private int correct;
  private int images;

  CrossEntropy(int classes) {
    this.classes = classes;
  }

  /**
   * Counts a batch.
   *
   * @param logits [n or more, classes]
   * @param labels [n]
   * @return the gradient of the batch's mean loss with respect to the logits, [n, classes]
   */
  float[] add(float[] logits, int[] labels) {
    float[] gradient = new float[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      int start = i * classes;
      int best = start;
      for (int k = start + 1; k < start + classes; k++) {
        best = logits[k] > logits[best] ? k : best;
      }
      double sum = 0;
      for (int k = start; k < start + classes; k++) {
        sum += Math.exp((double) logits[k] - logits[best]);
      }
      int target = start + labels[i];
      lossSum += Math.log(sum) + logits[best] - logits[target];
      correct += best == target && !Double.isNaN(sum) ? 1 : 0;
      for (int k = start; k < start + classes; k++) {
        double probability = Math.exp((double) logits[k] - logits[best]) / sum;
        gradient[k] = (float) ((probability - (k == target ? 1 : 0)) / labels.length);
      }
    }
    images += labels.length;
    return gradient;
  }

  /** The mean over the images, in nats. */
  double meanLoss() {
    return lossSum / images;
  }

  int correct() {
    return correct;
  }

  int images() {
    return images;
  }
}
