package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.cli.BadInputTest.assertBadInput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.structure.StructureJson;

/** Each gives exit code 2 and one line that names what is wrong, before anything is trained. */
class BadTrainingInputTest {
  @TempDir Path folder;

  private Path output() {
    return folder.resolve("out");
  }

  private Shell train(String architecture, Path data, Object... more) {
    return shell(
        Stream.of("train", "--architecture", architecture, "--data", data, "--output", output()),
        more);
  }

  private Shell retrain(Path model, Path data, Object... more) {
    return shell(
        Stream.of("retrain", "--model", model, "--data", data, "--output", output()), more);
  }

  private Shell shell(Stream<Object> first, Object... more) {
    Shell shell = Shell.run(Stream.concat(first, Stream.of(more)).toArray());
    assertThat(output()).doesNotExist();
    return shell;
  }

  private Path data() throws IOException {
    return SmallData.fitting(folder.resolve("data"));
  }

  @Test
  void argumentsThatAreMissing() {
    assertBadInput(Shell.run("train", "--data", folder), "--architecture");
    assertBadInput(Shell.run("train", "--architecture", "vgg16"), "--data");
    assertBadInput(Shell.run("retrain", "--data", folder), "--model");
    assertBadInput(Shell.run("retrain", "--model", "a.onnx"), "--data");
  }

  @ParameterizedTest
  @CsvSource({
    "--architecture, vgg19, '--architecture is vgg19; it must be vgg11, vgg16 or resnet20'",
    "--epochs, 0, '--epochs is 0; it must be from 1 to'",
    "--epochs, many, '--epochs is many; it must be a whole number'",
    "--learning-rate, 0, --learning-rate is 0.0; it must be above 0",
    "--warmup-epochs, 30, 'below the epochs, 30'",
    "--batch, 0, --batch is 0; it must be from 1",
    "--threads, 0, --threads is 0; it must be from 1",
    "--seed, x, --seed is x; it must be a whole number",
    "--validation-fraction, 0.9, --validation-fraction is 0.9; it must be above 0",
    "--normalization, mnist, --normalization is mnist; it must be cifar10 or imagenet",
    "--mean, '0.5,0.5,0.5', --mean and --std belong together",
  })
  void optionsOutOfRange(String option, String value, String message) {
    Stream<Object> arguments =
        option.equals("--architecture")
            ? Stream.of("train", option, value, "--data", folder, "--output", output())
            : Stream.of(
                "train",
                "--architecture",
                "vgg11",
                "--data",
                folder,
                "--output",
                output(),
                option,
                value);
    assertBadInput(shell(arguments), message);
    if (!option.equals("--architecture") && !message.contains("epochs")) {
      assertBadInput(retrain(Shell.MODEL, folder, option, value), message);
    }
  }

  @Test
  void imagesThatAreTooSmallForTheArchitecture() throws IOException {
    Path small = SmallData.write(folder.resolve("small"), 2, 16);

    assertBadInput(
        train("vgg16", small),
        "--architecture is vgg16",
        small.toString(),
        "16×16 pixels",
        "from 32×32");
  }

  @Test
  void dataThatCannotBeUsed() throws IOException {
    Path data = data();
    Files.writeString(data.resolve("train/class3/1.png"), "no image");

    assertBadInput(train("resnet20", folder.resolve("none")), "none");
    assertBadInput(train("resnet20", data), "class3", "1.png");
    assertBadInput(retrain(Shell.MODEL, data), "class3", "1.png");
  }

  @Test
  void aNormalizationForOtherChannels() throws IOException {
    assertBadInput(
        train("resnet20", data(), "--mean", "0.5", "--std", "0.5"), "1 channels", "have 3");
  }

  @Test
  void aModelThatCannotBeUsed() throws IOException {
    Path model = Files.writeString(folder.resolve("model.onnx"), "no model");

    assertBadInput(retrain(model, data()), "model.onnx");
    assertBadInput(retrain(folder.resolve("none.onnx"), data()), "none.onnx");
    assertBadInput(
        retrain(Shell.MODEL, SmallData.write(folder.resolve("few"), 3, 32)), "10 classes", "3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features.0 | features.99 | no channel group 'features.99'",
        "\"channels\":32 | \"channels\":48 | 48 channels here and 32 in the network",
        "\"kept\":[0] | \"kept\":[32] | channel 32 of group",
        "\"kept\":[0] | \"kept\":[] | keeps no channel of group",
        "\"version\" | version | no structure",
      })
  void aStructureThatDoesNotFitTheModel(String part, String other, String message)
      throws IOException {
    Path file = structure();
    Files.writeString(file, Files.readString(file).replaceFirst(quoted(part), other));

    assertBadInput(
        retrain(Shell.MODEL, data(), "--structure", file),
        "--structure does not fit " + Shell.MODEL,
        file.toString(),
        message);
  }

  /** The first channel of every group. */
  private Path structure() {
    ChannelGroups groups = ChannelGroups.of(OnnxReader.read(Shell.MODEL).network());
    Path file = folder.resolve("structure.json");
    StructureJson.write(
        file,
        groups,
        Structure.of(
            groups.groups().stream()
                .collect(Collectors.toMap(group -> group.id(), group -> List.of(0)))));
    return file;
  }

  private static String quoted(String text) {
    return Pattern.quote(text);
  }

  @Test
  void aStructureThatIsNotThere() throws IOException {
    assertBadInput(
        retrain(Shell.MODEL, data(), "--structure", folder.resolve("none.json")),
        "none.json: there is no such file");
  }

  @Test
  void anOutputFolderThatCannotBeUsed() throws IOException {
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.txt"), "precious");
    Path finished = Files.createDirectory(folder.resolve("finished"));
    Files.writeString(finished.resolve(".psopruner.lock"), "");
    Files.writeString(finished.resolve("report.json"), "{}");
    Path model = Files.copy(Shell.MODEL, finished.resolve("model.onnx"));

    assertBadInput(
        Shell.run("train", "--architecture", "vgg11", "--data", data(), "--output", foreign),
        "no output of psopruner");
    assertBadInput(
        Shell.run("retrain", "--model", model, "--data", data(), "--output", finished),
        "finished run",
        "--overwrite");
    assertBadInput(
        Shell.run(
            "retrain", "--model", model, "--data", data(), "--output", finished, "--overwrite"),
        "holds the model");
    assertThat(model).exists();
    Path structure = Files.writeString(finished.resolve("structure.json"), "{}");
    assertBadInput(
        Shell.run(
            "retrain",
            "--model",
            Shell.MODEL,
            "--data",
            data(),
            "--structure",
            structure,
            "--output",
            finished,
            "--overwrite"),
        "holds --structure");
    assertThat(structure).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "train, 'Epochs of training; 0 for none (default: 30)', 'peak (default: 0.1)'",
    "retrain, 'Epochs of training; 0 for none (default: 20)', 'peak (default: 0.05)'",
  })
  void helpTellsTheDefaultsAndAnExample(String command, String epochs, String learningRate) {
    Shell shell = Shell.run(command, "--help");

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out().replaceAll("\\s+", " "))
        .contains(epochs, learningRate, "Examples: psopruner " + command);
  }
}
