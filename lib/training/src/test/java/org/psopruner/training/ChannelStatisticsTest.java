package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.psopruner.data.Noise;
import org.psopruner.data.TrainingSet;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.NormalizedImages;
import org.psopruner.pruning.network.Shape;

class ChannelStatisticsTest {
  @Test
  void normalizedImagesHaveMeanZeroAndDeviationOneInEveryChannel() {
    Shape shape = new Shape(3, 5, 7);
    TrainingSet images = Noise.training(shape, 2, 40);

    Normalization normalization = ChannelStatistics.normalization(images);

    float[] values = new float[images.size() * shape.size()];
    new NormalizedImages(images, normalization).copy(0, images.size(), values);
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < images.size(); i++) {
        for (int j = 0; j < shape.area(); j++) {
          float value = values[i * shape.size() + c * shape.area() + j];
          sum += value;
          squares += value * value;
        }
      }
      int count = images.size() * shape.area();
      assertThat(sum / count).isCloseTo(0, within(1e-3));
      assertThat(squares / count).isCloseTo(1, within(1e-3));
    }
  }
}
