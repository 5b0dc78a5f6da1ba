package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.AugmentationSettings;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.DistillationSettings;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.report.RunReport;
import org.psopruner.messages.report.TrainingReport;
import org.psopruner.pruning.cost.Cost;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.training.architecture.Architecture;

/** The whole job, with the real engine, on dark and bright images of 8×8 pixels. */
class TrainingJobTest {
  @TempDir static Path folder;

  private static final List<Integer> EPOCHS = new ArrayList<>();

  private static TrainingReport report;

  @BeforeAll
  static void trainResNet() throws IOException {
    report = train("out");
  }

  private static TrainingReport train(String output) throws IOException {
    Path data = images();
    TrainingTask task =
        new TrainingTask(
            Architecture.RESNET20,
            new DatasetReference(
                new FileReference(
                    data.toUri(), Dataset.open(data, DatasetSettings.DEFAULT).sha256()),
                0.1,
                new NormalizationSettings(List.of(0.5), List.of(0.25))),
            8,
            new RetrainingSettings(
                3,
                8,
                0.05,
                0.9,
                5e-4,
                0,
                0,
                new AugmentationSettings(1, true, 0, 0),
                new DistillationSettings(0, 4),
                0,
                0,
                false,
                5),
            folder.resolve(output));
    return new TrainingJob(new Dl4jEngine(1), 1, () -> Instant.EPOCH)
        .run(task, (ended, best, note) -> EPOCHS.add(ended.epoch()));
  }

  /** Gray noise: class 0 is dark, class 1 is bright. */
  private static Path images() throws IOException {
    Path data = folder.resolve("data");
    Random random = new Random(1);
    for (String part : List.of("train", "test")) {
      for (int label = 0; label < 2; label++) {
        Path classFolder = Files.createDirectories(data.resolve(part + "/class" + label));
        for (int i = 0; i < 20; i++) {
          ImageIO.write(
              noise(100 * label, random), "png", classFolder.resolve(i + ".png").toFile());
        }
      }
    }
    return data;
  }

  @Test
  void trainingLowersTheLossUntilTheClassesAreToldApart() {
    List<RunReport.Epoch> epochs = report.training().epochs();

    assertThat(epochs).extracting(RunReport.Epoch::epoch).containsExactly(0, 1, 2, 3);
    assertThat(EPOCHS).startsWith(0, 1, 2, 3);
    assertThat(epochs.get(3).loss().orElseThrow())
        .isLessThan(0.5 * epochs.get(1).loss().orElseThrow());
    assertThat(report.model().testAccuracy().orElseThrow()).isGreaterThan(0.9);
    assertThat(report.model().testImages()).isEqualTo(40);
  }

  private static BufferedImage noise(int darkest, Random random) {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      image.getRaster().setSample(i % 8, i / 8, 0, darkest + random.nextInt(100));
    }
    return image;
  }

  @Test
  void theModelIsWrittenWithItsNormalization() {
    OnnxModel model = OnnxReader.read(folder.resolve("out/model.onnx"));

    assertThat(model.sha256()).isEqualTo(report.model().sha256());
    assertThat(Cost.of(model.network()).parameters()).isEqualTo(report.model().parameters());
    assertThat(model.metadata())
        .containsEntry(OnnxModel.MEAN, "0.5")
        .containsEntry(OnnxModel.STD, "0.25");
    assertThat(report.parity().maxAbsoluteDifference()).isLessThan(1e-3);
  }

  @Test
  void theReportIsReadAsItWasWrittenAndThereIsAPageForPeople() throws IOException {
    assertThat(TrainingReport.read(folder.resolve("out/report.json"))).isEqualTo(report);
    assertThat(Files.readString(folder.resolve("out/report.md")))
        .startsWith("# resnet20, trained from scratch")
        .contains("| test accuracy (40 images) |")
        .contains("from seed 5")
        .contains(report.model().sha256());
  }

  @Test
  void theSameSeedGivesTheSameModel() throws IOException {
    assertThat(train("again").model().sha256()).isEqualTo(report.model().sha256());
  }
}
