package org.psopruner.engine.dl4j;

import org.psopruner.engine.Distillation;

/**
 * A network from whose softened outputs another one learns (Hinton, Vinyals and Dean 2015). The
 * loss is {@code T² · KL(teacher ‖ student)}: the factor keeps the gradients' size whatever the
 * temperature T (section 2 there), and unlike a cross-entropy it is 0 for a student who knows all.
 */
final class Teacher implements AutoCloseable {
  private final Distillation distillation;
  private final NativeGraph graph;
  private final ForwardPass pass;
  private final int classes;
  private double lossSum;
  private int images;

  /**
   * @param batch images of each batch
   */
  Teacher(Distillation distillation, int batch) {
    this.distillation = distillation;
    this.classes = distillation.teacher().outputShape().channels();
    this.graph = new NativeGraph(distillation.teacher());
    this.pass = new ForwardPass(graph, batch, graph.logits());
  }

  double weight() {
    return distillation.weight();
  }

  /**
   * Counts a batch.
   *
   * @param logits the student's, [n, classes]
   * @param pixels what the student saw, [n, height, width, channels]
   * @return the gradient of the batch's mean loss with respect to the student's logits
   */
  float[] add(float[] logits, float[] pixels) {
    Arrays.write(pixels, pass.input());
    pass.run();
    float[] taught = Arrays.read(pass.output());
    double temperature = distillation.temperature();
    int count = logits.length / classes;
    float[] gradient = new float[logits.length];
    for (int i = 0; i < count; i++) {
      double[] student = LogSoftmax.of(logits, i, classes, temperature);
      double[] teacher = LogSoftmax.of(taught, i, classes, temperature);
      for (int k = 0; k < classes; k++) {
        double probability = Math.exp(teacher[k]);
        lossSum += temperature * temperature * probability * (teacher[k] - student[k]);
        gradient[i * classes + k] =
            (float) (temperature * (Math.exp(student[k]) - probability) / count);
      }
    }
    images += count;
    return gradient;
  }

  /** The mean over the images, in nats. */
  double meanLoss() {
    return lossSum / images;
  }

  @Override
  public void close() {
    pass.close();
    graph.close();
  }
}
