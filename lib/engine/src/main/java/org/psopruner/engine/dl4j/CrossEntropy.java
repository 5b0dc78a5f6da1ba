package org.psopruner.engine.dl4j;

import org.psopruner.engine.Evaluation;

/** Cross-entropy of the softmax of logits with targets, and how many images were right. */
final class CrossEntropy {
  private final int classes;
  private double lossSum;
  private int correct;
  private int images;

  CrossEntropy(int classes) {
    this.classes = classes;
  }

  /**
   * Counts a batch. An image is right if its largest logit is where its largest target is.
   *
   * @param logits [n or more, classes]
   * @param targets [n, classes]
   * @return the gradient of the batch's mean loss with respect to the logits, [n, classes]
   */
  float[] add(float[] logits, float[] targets) {
    int count = targets.length / classes;
    float[] gradient = new float[targets.length];
    for (int i = 0; i < count; i++) {
      double[] logarithms = LogSoftmax.of(logits, i, classes, 1);
      int best = 0;
      int wanted = 0;
      for (int k = 0; k < classes; k++) {
        float target = targets[i * classes + k];
        best = logarithms[k] > logarithms[best] ? k : best;
        wanted = target > targets[i * classes + wanted] ? k : wanted;
        lossSum -= target * logarithms[k];
        gradient[i * classes + k] = (float) ((Math.exp(logarithms[k]) - target) / count);
      }
      correct += best == wanted && !Double.isNaN(logarithms[best]) ? 1 : 0;
    }
    images += count;
    return gradient;
  }

  /** What was counted so far; at least one image. */
  Evaluation result() {
    return new Evaluation(correct, images, meanLoss());
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
