package org.psopruner.engine.dl4j;

import java.util.Optional;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.dl4j.TrainingBatches.Batch;

/** What an epoch of training makes small: cross-entropy with the labels, and with a teacher. */
final class TrainingLoss implements AutoCloseable {
  private final CrossEntropy labels;
  private final Optional<Teacher> teacher;

  /**
   * @param batch images of each batch
   */
  TrainingLoss(TrainingRecipe recipe, int classes, int batch) {
    this.labels = new CrossEntropy(classes);
    this.teacher = recipe.distillation().map(distillation -> new Teacher(distillation, batch));
  }

  /**
   * Counts a batch.
   *
   * @param logits the student's, [n, classes]
   * @return the gradient of the batch's mean loss with respect to the logits, [n, classes]
   */
  float[] add(float[] logits, Batch batch) {
    float[] gradient = labels.add(logits, batch.targets());
    if (teacher.isPresent()) {
      double weight = teacher.get().weight();
      float[] towardsTeacher = teacher.get().add(logits, batch.pixels());
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) ((1 - weight) * gradient[i] + weight * towardsTeacher[i]);
      }
    }
    return gradient;
  }

  /** Over all batches. */
  EpochResult result() {
    double loss =
        teacher
            .map(t -> (1 - t.weight()) * labels.meanLoss() + t.weight() * t.meanLoss())
            .orElseGet(labels::meanLoss);
    return new EpochResult(loss, (double) labels.correct() / labels.images(), labels.images());
  }

  @Override
  public void close() {
    teacher.ifPresent(Teacher::close);
  }
}
