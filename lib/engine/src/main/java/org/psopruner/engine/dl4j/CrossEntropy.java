package org.psopruner.engine.dl4j;

import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Verdicts;

/** Cross-entropy of the softmax of logits with targets, and how many images were right. */
final class CrossEntropy {
  /**
   * Losses are rounded to multiples of it. Sums of these are exact up to eight million nats, and so
   * the same in any order of the images.
   */
  private static final double UNIT = 0x1p-30;

  private final int classes;
  private final Verdicts verdicts;
  private double lossSum;
  private int correct;
  private int images;

  CrossEntropy(int classes) {
    this(classes, Verdicts.UNHEARD);
  }

  /**
   * @param verdicts is told of each image
   */
  CrossEntropy(int classes, Verdicts verdicts) {
    this.classes = classes;
    this.verdicts = verdicts;
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
      double loss = 0;
      for (int k = 0; k < classes; k++) {
        float target = targets[i * classes + k];
        best = logarithms[k] > logarithms[best] ? k : best;
        wanted = target > targets[i * classes + wanted] ? k : wanted;
        loss -= target * logarithms[k];
        gradient[i * classes + k] = (float) ((Math.exp(logarithms[k]) - target) / count);
      }
      lossSum += Math.rint(loss / UNIT) * UNIT;
      boolean isRight = best == wanted && !Double.isNaN(logarithms[best]);
      correct += isRight ? 1 : 0;
      verdicts.tell(images + i, isRight);
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
