package org.psopruner.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.worker.Candidates.IMAGES;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.data.TrainingSet;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.EpochResult;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.Race;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.TrainingRecipe;
import org.psopruner.engine.Verdicts;
import org.psopruner.messages.EvaluationSettings.FineTuning;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Tensor;

class FineTunerTest {
  private static final TrainingSet IMAGES_OF_TEN_STEPS =
      Dataset.open(IMAGES.file().path(), new DatasetSettings(0.2)).training().first(1_000);

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 10", "11, 12", "15, 16", "20, 20", "21, 21"})
  void trainsForAsManyStepsAsAreAskedForInPassesOfTheSameLength(int asked, long trained) {
    Recorder network = new Recorder();

    FineTuner.tune(network, IMAGES_OF_TEN_STEPS, new FineTuning(asked, 0.02), 100);

    assertThat(network.steps).isEqualTo(trained);
  }

  /** Counts the steps that it is trained for. */
  private static final class Recorder implements RunnableNetwork {
    private long steps;

    @Override
    public EpochResult train(TrainingSet images, TrainingRecipe recipe, int epoch) {
      steps += images.size() / recipe.batch();
      return new EpochResult(0, 0, images.size());
    }

    @Override
    public Evaluation evaluate(ValidationSet images, int batch, Race race, Verdicts verdicts) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void recalibrate(TrainingSet images, int batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, double[]> taylorImportance(TrainingSet images, int batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[] predict(float[] images, int n) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Network network() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Tensor momentum() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void restoreMomentum(Tensor momentum) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException();
    }
  }
}
