package org.psopruner.engine.dl4j;

/** Logarithms of softmax probabilities, in double precision: it is a few numbers an image. */
final class LogSoftmax {
  private LogSoftmax() {}

  /**
   * Those of one row.
   *
   * @param logits [n or more, classes]
   * @param temperature divides the logits
   */
  static double[] of(float[] logits, int row, int classes, double temperature) {
    int start = row * classes;
    double max = Double.NEGATIVE_INFINITY;
    for (int k = start; k < start + classes; k++) {
      max = Math.max(max, logits[k] / temperature);
    }
    double sum = 0;
    for (int k = start; k < start + classes; k++) {
      sum += Math.exp(logits[k] / temperature - max);
    }
    double[] logarithms = new double[classes];
    for (int k = 0; k < classes; k++) {
      logarithms[k] = logits[start + k] / temperature - max - Math.log(sum);
    }
    return logarithms;
  }
}
