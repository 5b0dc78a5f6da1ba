package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.Noise;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.Augmentation;
import org.psopruner.engine.Engine;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.Race;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.Verdicts;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.training.Retraining.Epoch;
import org.psopruner.training.Retraining.Plan;
import org.psopruner.training.Retraining.Result;

/** On an engine whose training adds the momentum, which grows by 1 each epoch, to one weight. */
class RetrainingTest {
  private static final Shape IMAGE = new Shape(1, 1, 1);

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private final List<Double> recalibrated = new ArrayList<>();
  private float step = 1;

  @Test
  void theBestEpochIsKept() {
    Result result = run(plan(3, 0, 0), Map.of(0f, 0.2, 1f, 0.9, 3f, 0.9, 6f, 0.5));

    assertThat(result.best().epoch()).as("the first of two that are alike").isEqualTo(1);
    assertThat(weight(result.network())).isEqualTo(1);
    assertThat(result.epochs())
        .extracting(Epoch::validationAccuracy)
        .containsExactly(0.2, 0.9, 0.9, 0.5);
    assertThat(told).containsExactly("0", "1", "2", "3");
  }

  @Test
  void whereTheStartIsNoCandidateTheBestEpochAfterItIsKept() {
    Map<Float, Double> accuracies = Map.of(0f, 0.9, 1f, 0.1, 3f, 0.4, 6f, 0.3);

    Result result = run("from 1", plan(3, 0, 0), accuracies, -1, 1);

    assertThat(result.best().epoch()).isEqualTo(2);
    assertThat(weight(result.network())).isEqualTo(3);
  }

  @Test
  void itStopsAfterSoManyEpochsWithoutABetterOne() {
    Result result = run(plan(9, 0, 2), Map.of(0f, 0.2, 1f, 0.9, 3f, 0.1, 6f, 0.9));

    assertThat(result.epochs()).hasSize(1 + 3);
    assertThat(told).containsExactly("0", "1", "2", "3 stopped early: no better for 2 epochs");
  }

  @Test
  void theAverageOfTheLastEpochsIsRecalibratedAndKeptWhereItIsBetter() {
    Result result = run(plan(4, 3, 0), Map.of(0f, 0.1, 4.5f, 0.9, 10f, 0.5));

    assertThat(result.best().epoch()).isEqualTo(3);
    assertThat(result.best().averaged()).isTrue();
    assertThat(weight(result.network())).as("of 3 and 6").isEqualTo(4.5f);
    assertThat(recalibrated)
        .as("epoch 0 and the two averages")
        .containsExactly(0.0, 4.5, (double) (19 / 3f));
    assertThat(result.epochs().get(4).averaged()).isFalse();
    assertThat(result.epochs().get(4).validationAccuracy())
        .as("training went on from its own weights")
        .isEqualTo(0.5);
  }

  @Test
  void oneThatDiedGoesOnFromItsLastEpochAndSaysSo() {
    Map<Float, Double> accuracies = Map.of(0f, 0.1, 4.5f, 0.9, 10f, 0.5);
    Result undisturbed = run(plan(4, 3, 0), accuracies);
    told.clear();
    assertThatThrownBy(() -> run("again", plan(4, 3, 0), accuracies, 3)).hasMessage("died");
    Result resumed = run("again", plan(4, 3, 0), accuracies, -1);

    assertThat(told)
        .containsExactly(
            "0 checkpoint.bin is of another retraining and was ignored",
            "1",
            "2",
            "3",
            "3 resumed after epoch 3",
            "4");
    assertThat(resumed.epochs()).isEqualTo(undisturbed.epochs());
    assertThat(resumed.network().layers()).isEqualTo(undisturbed.network().layers());
  }

  @Test
  void oneThatDiedAfterItsLastEpochTrainsNoMore() {
    assertThatThrownBy(() -> run("last", plan(2, 0, 0), Map.of(), 2)).hasMessage("died");
    told.clear();
    Result resumed = run("last", plan(2, 0, 0), Map.of(), -1);

    assertThat(told).containsExactly("2 resumed after epoch 2");
    assertThat(resumed.epochs()).hasSize(3);
  }

  @Test
  void oneThatDivergesEndsAtOnceAndSaysWhatToDo() {
    step = Float.POSITIVE_INFINITY;

    assertThatThrownBy(() -> run("diverges", plan(3, 0, 0), Map.of(), -1, 1))
        .isInstanceOf(DivergedException.class)
        .hasMessage(
            "the training diverged: the weights of epoch 1 are no finite numbers; give a lower"
                + " --learning-rate (retraining.learningRate)");
    assertThat(told).containsExactly("0");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatWasBetterBeforeItDivergedIsKept() {
    step = Float.POSITIVE_INFINITY;

    Result result = run(plan(2, 0, 0), Map.of(0f, 0.3));

    assertThat(result.best().epoch()).isZero();
    assertThat(weight(result.network())).isZero();
  }

  private Result run(Plan plan, Map<Float, Double> accuracies) {
    return run("once", plan, accuracies, -1);
  }

  /**
   * Trains.
   *
   * @param accuracies by weight; 0 for all other weights
   * @param death the epoch after which it dies
   */
  private Result run(String key, Plan plan, Map<Float, Double> accuracies, int death) {
    return run(key, plan, accuracies, death, 0);
  }

  private Result run(
      String key, Plan plan, Map<Float, Double> accuracies, int death, int firstCandidate) {
    Retraining retraining =
        new Retraining(
            new CountingEngine(accuracies),
            Noise.training(IMAGE, 1, 10),
            Noise.validation(IMAGE, 1, 100),
            new Normalization(List.of(0.0), List.of(1.0)),
            10,
            10,
            firstCandidate);
    try (DraftFolder drafts = DraftFolder.in(folder)) {
      return retraining.run(
          network(0),
          Optional.of(plan),
          new CheckpointFile(drafts, key),
          (ended, best, note) -> {
            told.add((ended.epoch() + " " + note).trim());
            if (ended.epoch() == death) {
              throw new IllegalStateException("died");
            }
          });
    }
  }

  private static Plan plan(int epochs, int averageEpochs, int patience) {
    return new Plan(
        new TrainingRecipe(epochs, 10, 0.1, 0.9, 0, 0, 0, Augmentation.NONE, Optional.empty(), 1),
        averageEpochs,
        patience);
  }

  private static Network network(float weight) {
    return new Network(
        "image",
        IMAGE,
        List.of(
            new Layer.Dense(
                "dense", "image", Tensor.of(new float[] {weight}, 1, 1), Optional.empty())),
        "dense");
  }

  private static float weight(Network network) {
    return network.tensors().get(0).get(0);
  }

  private final class CountingEngine implements Engine {
    private final Map<Float, Double> accuracies;

    CountingEngine(Map<Float, Double> accuracies) {
      this.accuracies = accuracies;
    }

    @Override
    public String description() {
      return "counting";
    }

    @Override
    public RunnableNetwork load(Network network, Normalization normalization) {
      return new CountingNetwork(weight(network), accuracies);
    }
  }

  private final class CountingNetwork implements RunnableNetwork {
    private final Map<Float, Double> accuracies;
    private float weight;
    private float momentum;

    CountingNetwork(float weight, Map<Float, Double> accuracies) {
      this.weight = weight;
      this.accuracies = accuracies;
    }

    @Override
    public Evaluation evaluate(ValidationSet images, int batch, Race race, Verdicts verdicts) {
      long correct = Math.round(accuracies.getOrDefault(weight, 0.0) * images.size());
      return new Evaluation((int) correct, images.size(), 0);
    }

    @Override
    public void recalibrate(TrainingSet images, int batch) {
      recalibrated.add((double) weight);
    }

    @Override
    public EpochResult train(TrainingSet images, TrainingRecipe recipe, int epoch) {
      momentum += step;
      weight += momentum;
      return new EpochResult(epoch, 0, images.size());
    }

    @Override
    public Map<String, double[]> taylorImportance(TrainingSet images, int batch) {
      throw new UnsupportedOperationException("retraining values no filters");
    }

    @Override
    public float[] predict(float[] images, int n) {
      throw new UnsupportedOperationException("retraining predicts nothing");
    }

    @Override
    public Network network() {
      return RetrainingTest.network(weight);
    }

    @Override
    public Tensor momentum() {
      return Tensor.vector(momentum);
    }

    @Override
    public void restoreMomentum(Tensor restored) {
      momentum = restored.get(0);
    }

    @Override
    public void close() {}
  }
}
