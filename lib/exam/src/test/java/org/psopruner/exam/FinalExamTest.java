package org.psopruner.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.onnxruntime.Accuracy;

class FinalExamTest {
  private static final Path DEMO = Path.of(System.getProperty("psopruner.home"), "demo");

  @Test
  void shouldFindTheDemosNetworkAsAccurateAsItsReadmeSays() {
    Path zip = DEMO.resolve("cifar10-sample.zip");
    Dataset dataset = Dataset.open(zip, DatasetSettings.DEFAULT);
    TestSet test = TestSet.open(zip, dataset.classNames(), dataset.imageShape()).orElseThrow();
    Accuracy accuracy =
        new FinalExam(test, Normalization.CIFAR10, 2, 128).take(DEMO.resolve("small-cifar10.onnx"));
    assertThat(accuracy.images()).isEqualTo(1000);
    assertThat(accuracy.share()).isBetween(0.84, 0.87);
  }
}
