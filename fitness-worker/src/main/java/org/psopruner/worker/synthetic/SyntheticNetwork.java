package org.psopruner.worker.synthetic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Course;
import org.psopruner.engine.EvaluableNetwork;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Race;
import org.psopruner.engine.Verdicts;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

/** What {@link SyntheticEngine} loads. An evaluation takes as long where it is outrun. */
final class SyntheticNetwork implements EvaluableNetwork {
  /** The sum of roots at which half of the images are right; that of a small network. */
  private static final double HALF = 500;

  private final Network network;
  private final Duration evaluation;

  SyntheticNetwork(Network network, Duration evaluation) {
    this.network = network;
    this.evaluation = evaluation;
  }

  @Override
  public Evaluation evaluate(ValidationSet images, int batch, Race race, Verdicts verdicts) {
    long began = System.nanoTime();
    double accuracy = accuracy();
    Course course = race.over(images.size(), batch);
    Evaluation found = new Evaluation(0, 0, 0);
    do {
      int before = found.images();
      int right = found.correct();
      int looked = Math.min(before + batch, images.size());
      sleepUntil(began, (double) looked / images.size());
      found = new Evaluation((int) Math.round(accuracy * looked), looked, -Math.log(accuracy));
      for (int image = before; image < looked; image++) {
        verdicts.tell(image, image - before < found.correct() - right);
      }
    } while (found.images() < images.size() && !course.isLost(found));
    sleepUntil(began, 1);
    return found;
  }

  /**
   * @param share of the evaluation that is over then
   */
  private void sleepUntil(long began, double share) {
    long left = began + Math.round(share * evaluation.toNanos()) - System.nanoTime();
    try {
      TimeUnit.NANOSECONDS.sleep(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it evaluated", e);
    }
  }

  /**
   * From 0 to below 1. Each tensor counts by the root of its absolute sum: the budget is best spent
   * on all layers alike, and on the filters with the largest weights.
   */
  private double accuracy() {
    double sum = network.tensors().stream().mapToDouble(SyntheticNetwork::root).sum();
    return sum / (sum + HALF);
  }

  private static double root(Tensor tensor) {
    double sum = 0;
    for (float value : tensor.toArray()) {
      sum += Math.abs(value);
    }
    return Math.sqrt(sum);
  }

  @Override
  public void recalibrate(TrainingSet images, int batch) {}

  @Override
  public void close() {}
}
