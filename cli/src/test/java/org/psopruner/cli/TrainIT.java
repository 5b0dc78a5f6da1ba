package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.report.RunReport;
import org.psopruner.messages.report.TrainingReport;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.StructureJson;

/**
 * The commands that train in their own process, with the real engine, on dark and bright images.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainIT {
  @TempDir static Path folder;

  private static final int SIZE = 8;

  private Path data;
  private Shell trained;

  @BeforeAll
  void trainABaseline() throws IOException {
    data = folder.resolve("data");
    Random random = new Random(1);
    for (String part : List.of("train", "test")) {
      for (String name : List.of("dark", "bright")) {
        Path classFolder = Files.createDirectories(data.resolve(part).resolve(name));
        for (int i = 0; i < 20; i++) {
          BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
          int least = name.equals("dark") ? 0 : 100;
          for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            image.setRGB(pixel % SIZE, pixel / SIZE, 0x010101 * (least + random.nextInt(100)));
          }
          ImageIO.write(image, "png", classFolder.resolve(i + ".png").toFile());
        }
      }
    }
    trained = train("baseline", "--epochs", 3);
  }

  private Shell train(String output, Object... more) {
    return run(List.of("train", "--architecture", "resnet20"), output, more);
  }

  private Shell retrain(String output, Object... more) {
    return run(List.of("retrain", "--model", folder.resolve("baseline/model.onnx")), output, more);
  }

  private Shell run(List<Object> first, String output, Object... more) {
    List<Object> arguments = new ArrayList<>(first);
    arguments.addAll(
        List.of("--data", data, "--output", folder.resolve(output), "--batch", 8, "--threads", 1));
    arguments.addAll(List.of(more));
    return Shell.run(arguments.toArray());
  }

  @Test
  void trainShowsEveryEpochAndTheTable() {
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.out())
        .startsWith("training resnet20 on 36 images, into " + folder.resolve("baseline"))
        .contains("epoch 0/3  validation ")
        .containsPattern(
            "epoch 1/3 +\\d+ images/s  loss \\d\\.\\d{4}  train \\S+ %  validation \\S+ %, best \\S+ %  elapsed 0:\\d\\d, left ~0:\\d\\d")
        .contains("epoch 2/3 ", "epoch 3/3 ")
        .containsPattern("parameters +271,954")
        .containsPattern("test accuracy +\\d+\\.\\d\\d %")
        .contains("model.onnx and report.md are in " + folder.resolve("baseline"));
  }

  @Test
  void trainLeavesAModelThatRunCanPruneAndAllAboutIt() {
    TrainingReport report = TrainingReport.read(folder.resolve("baseline/report.json"));

    assertThat(report.request().architecture()).isEqualTo("resnet20");
    assertThat(report.request().recipe().learningRate()).isEqualTo(0.1);
    assertThat(report.request().dataset().normalization().mean())
        .as("the training images' own")
        .allSatisfy(mean -> assertThat(mean).isBetween(0.35, 0.42));
    assertThat(Shell.run("inspect", folder.resolve("baseline/model.onnx")).out())
        .contains("parameters  271,954", "psopruner.mean");
  }

  @Test
  void aFinishedTrainingIsNotOverwritten() {
    BadInputTest.assertBadInput(train("baseline"), "finished run", "--overwrite");
  }

  @Test
  void retrainCutsTheModelDownToTheStructure() {
    ChannelGroups groups =
        ChannelGroups.of(OnnxReader.read(folder.resolve("baseline/model.onnx")).network());
    Path structure = folder.resolve("structure.json");
    StructureJson.write(structure, groups, halfOf(groups));

    Shell shell = retrain("half", "--structure", structure, "--epochs", 1);

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(shell.out())
        .contains("retraining ", "as " + structure)
        .contains("epoch 1/1 ")
        .containsPattern("parameters +271,954 +6[\\d,]+ +-7\\d\\.\\d %")
        .containsPattern("test accuracy +\\S+ % +\\S+ % ")
        .containsPattern("stage3\\.block1\\.conv2 +\\S+ +32 of 64");
    RunReport report = RunReport.read(folder.resolve("half/report.json"));
    assertThat(report.search()).isEmpty();
    assertThat(report.request().recalibrationImages()).isEqualTo(1000);
    assertThat(StructureJson.read(folder.resolve("half/structure.json"), groups))
        .isEqualTo(halfOf(groups));
  }

  private static Structure halfOf(ChannelGroups groups) {
    return Structure.of(
        groups.groups().stream()
            .collect(
                Collectors.toMap(
                    group -> group.id(),
                    group -> IntStream.range(0, group.size() / 2).boxed().toList())));
  }

  @Test
  void withoutAStructureTheWholeModelIsTrainedOn() throws IOException {
    Shell shell = retrain("whole", "--epochs", 0);

    assertThat(shell.exitCode()).as(shell.err()).isZero();
    RunReport report = RunReport.read(folder.resolve("whole/report.json"));
    assertThat(report.after().parameters()).isEqualTo(report.before().parameters());
    assertThat(report.after().sha256())
        .as("no epoch, no recalibration: the model as it was")
        .isEqualTo(report.before().sha256());
    assertThat(Files.readString(folder.resolve("whole/report.md")))
        .startsWith("# model, trained on")
        .doesNotContain("Search:");
  }

  @Test
  void ctrlCEndsItAndItsFolderCanBeUsedAgain() throws Exception {
    Path output = folder.resolve("ended");
    try (CommandProcess command =
        CommandProcess.start(
            folder,
            "train",
            "--architecture",
            "resnet20",
            "--data",
            data,
            "--output",
            output,
            "--batch",
            8,
            "--epochs",
            100_000)) {
      command.awaitOutput("epoch 1/");
      BadInputTest.assertBadInput(train("ended"), "another psopruner");

      command.signal("INT");

      assertThat(command.exitCode()).isEqualTo(130);
      assertThat(command.err()).doesNotContain("Exception");
    }
    assertThat(train("ended", "--epochs", 1).exitCode()).isZero();
  }
}
