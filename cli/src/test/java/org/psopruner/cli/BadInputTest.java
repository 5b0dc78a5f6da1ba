package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each gives exit code 2 and one line that names what is wrong, before anything is started. */
class BadInputTest {
  @TempDir Path folder;

  static void assertBadInput(Shell shell, String... parts) {
    assertThat(shell.err()).contains(parts).hasLineCount(1).doesNotContain("Exception");
    assertThat(shell.exitCode()).isEqualTo(2);
  }

  private Shell run(Path model, Path data, Object... more) {
    Object[] arguments =
        Stream.concat(
                Stream.of(
                    "run", "--model", model, "--data", data, "--output", folder.resolve("out")),
                Stream.of(more))
            .toArray();
    Shell shell = Shell.run(arguments);
    assertThat(folder.resolve("out")).doesNotExist();
    return shell;
  }

  private Path data() throws IOException {
    return SmallData.fitting(folder.resolve("data"));
  }

  @Test
  void noArgumentsAndUnknownOnes() {
    assertThat(Shell.run().exitCode()).isEqualTo(2);
    assertBadInput(Shell.run("prune"), "prune");
    assertBadInput(Shell.run("run", "--model", "a.onnx"), "--data");
    assertBadInput(Shell.run("demo", "--colour"), "--colour");
  }

  @ParameterizedTest
  @CsvSource({
    "--max-params, 140%, --max-params is 140%; it must be above 0 % and at most 100 %; for example 6%",
    "--max-params, 6, --max-params is 6; it must be above 0 % and at most 100 %; for example 6%",
    "--max-params, 0, --max-params is 0; it must be above 0 %",
    "--max-macs, -5%, --max-macs is -5%; it must be above 0 %",
    "--max-bytes, half, --max-bytes is half; it must be a percentage",
    "--max-params, 6%%, --max-params is 6%%; it must be a percentage or a fraction",
    "--max-params, 0x1p-4, --max-params is 0x1p-4; it must be a percentage or a fraction",
    "--max-params, NaN, --max-params is NaN; it must be a percentage or a fraction",
    "--max-params, '', --max-params is empty; it must be a percentage or a fraction",
    "--iterations, '', --iterations is empty; it must be a whole number",
    "--learning-rate, NaN, --learning-rate is NaN; it must be above 0",
    "--std, 'NaN,1,1', --mean and --std belong together",
    "--iterations, -1, '--iterations is -1; it must be from 1 to 1,000,000'",
    "--iterations, 50001, '--iterations is 50001; with --particles 20 it must be at most 50,000'",
    "--particles, 0, --particles is 0; it must be from 1",
    "--align, 0, --align is 0; it must be from 1 to 64",
    "--criterion, measured, '--criterion is measured, but --importance is missing; give what psopruner importance has written'",
    "--criterion, size, '--criterion is size; it must be l1-norm, l2-norm, batch-norm-scale, geometric-median, measured, searched or random'",
    "--finalists, 1001, '--finalists is 1001; it must be from 0 to 1,000'",
    "--finalist-steps, -1, '--finalist-steps is -1; it must be from 0 to 1,000,000'",
    "--finalist-learning-rate, 0, '--finalist-learning-rate is 0.0; it must be above 0 and below 100'",
    "--finalist-steps, 9, '--finalist-steps is 9, but --finalists is 0, so there are no such steps; leave one of them out'",
    "--finalist-learning-rate, 0.1, '--finalist-learning-rate is 0.1, but --finalists is 0'",
    "--fine-tune-learning-rate, 0.1, '--fine-tune-learning-rate is 0.1, but --fine-tune-steps is 0, so there are no such steps; leave one of them out'",
    "--swarm, bees, '--swarm is bees; it must be global-best, trelea, ring, comprehensive-learning, quantum or pareto'",
    "--social, 1.2, '--inertia, --cognitive and --social belong together; give all of them or none'",
    "--particles, x, --particles is x; it must be a whole number",
    "--seed, 1.5, --seed is 1.5; it must be a whole number",
    "--momentum, much, --momentum is much; it must be a number",
    "--workers, -2, --workers is -2; it must be from 1",
    "--epochs, -1, --epochs is -1; it must be from 0",
    "--validation-images, -1, --validation-images is -1; it must be from 1",
    "--recalibration-images, -1, --recalibration-images is -1; it must be from 0",
    "--batch, 0, --batch is 0; it must be from 1",
    "--iterations, many, many",
    "--validation-fraction, 0.9, --validation-fraction is 0.9; it must be above 0 and at most 0.5",
    "--learning-rate, 0, --learning-rate is 0.0; it must be above 0",
    "--momentum, 1, --momentum is 1.0; it must be from 0 to below 1",
    "--warmup-epochs, 20, '--warmup-epochs is 20.0; it must be 0, or above it and below the epochs, 20'",
    "--label-smoothing, 1, --label-smoothing is 1.0; it must be from 0 to below 1",
    "--cutout, -1, '--cutout is -1; it must be from 0 to 1,024'",
    "--mixup, 1.5, --mixup is 1.5; it must be from 0 to 1",
    "--distillation, 2, --distillation is 2.0; it must be from 0 to 1",
    "--temperature, 0, --temperature is 0.0; it must be above 0 and at most 100",
    "--average-epochs, 21, --average-epochs is 21; it must be from 0 to 20",
    "--patience, -1, '--patience is -1; it must be from 0 to 100,000'",
    "--normalization, mnist, --normalization is mnist; it must be cifar10 or imagenet",
    "--mean, '0.5,0.5,0.5', --mean and --std belong together",
    "--port, 70000, '--port is 70000; it must be from 1 to 65,535'",
    "--particle-source, queue, --particle-source is queue; it must be share-group or consumer-group",
    "--kafka, nowhere, --kafka is nowhere; it must be HOST:PORT",
  })
  void numbersOutOfRange(String option, String value, String message) {
    assertBadInput(run(Shell.MODEL, folder, option, value), message);
  }

  @Test
  void coefficientsThatAreNone() {
    assertBadInput(
        run(Shell.MODEL, folder, coefficients("1", "1.2", "1.2")),
        "--inertia is 1.0; it must be from 0 to below 1");
    assertBadInput(
        run(Shell.MODEL, folder, coefficients("0.4", "-1", "1.2")),
        "--cognitive is -1.0; it must be from 0 to 4");
    assertBadInput(
        run(Shell.MODEL, folder, coefficients("0.4", "1.2", "0")),
        "--social is 0.0; it must be above 0 and at most 4");
    assertBadInput(
        run(Shell.MODEL, folder, coefficients("0.4", "1.2", "1.2", "--swarm", "ring")),
        "--inertia is 0.4, but --swarm is ring, which has its own; leave one of them out");
  }

  @Test
  void racingThatFindsNoFront() {
    assertBadInput(
        run(Shell.MODEL, folder, "--swarm", "pareto", "--racing", "statistical"),
        "--racing is statistical, but --swarm is pareto, which needs each accuracy; leave one of them out");
  }

  private static Object[] coefficients(
      String inertia, String cognitive, String social, String... more) {
    return Stream.concat(
            Stream.of("--inertia", inertia, "--cognitive", cognitive, "--social", social),
            Stream.of(more))
        .toArray();
  }

  @Test
  void dataThatAreNotThereOrEmpty() throws IOException {
    assertBadInput(run(Shell.MODEL, folder.resolve("none")), "none");
    assertBadInput(run(Shell.MODEL, Files.createDirectory(folder.resolve("empty"))), "empty");
  }

  @Test
  void aCorruptImage() throws IOException {
    Path data = data();
    Files.writeString(data.resolve("train/class3/1.png"), "no image");

    assertBadInput(run(Shell.MODEL, data), "class3", "1.png");
  }

  @Test
  void aCorruptTestImageToo() throws IOException {
    Path data = data();
    Path test = Files.createDirectories(data.resolve("test/class3"));
    Files.writeString(test.resolve("7.png"), "no image");

    assertBadInput(run(Shell.MODEL, data), "7.png");
  }

  @Test
  void recordsOfTheWrongLength() throws IOException {
    Path data = Files.createDirectory(folder.resolve("cifar"));
    Files.write(data.resolve("data_batch_1.bin"), new byte[5000]);

    assertBadInput(run(Shell.MODEL, data), "data_batch_1.bin", "5000");
  }

  @Test
  void pathsThatAreEmptyAndFilesThatAreNone() throws IOException {
    assertBadInput(run(Path.of(""), folder), "--model is empty; it must be a path");
    assertBadInput(run(Shell.MODEL, Path.of("")), "--data is empty; it must be a path");
    assertBadInput(Shell.run("demo", "--output", ""), "--output is empty; it must be a path");
    assertBadInput(run(Path.of("/dev/zero"), data()), "/dev/zero", "no file");
  }

  @Test
  void zipsThatAreCorruptOrLeadOutside() throws IOException {
    Path half = folder.resolve("half.zip");
    byte[] sample = Files.readAllBytes(Shell.HOME.resolve("demo/cifar10-sample.zip"));
    Files.write(half, Arrays.copyOf(sample, sample.length / 2));
    assertBadInput(run(Shell.MODEL, half), "half.zip is neither a folder nor a readable zip");

    Path slip = folder.resolve("slip.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(slip))) {
      zip.putNextEntry(new ZipEntry("../class0/1.png"));
      zip.closeEntry();
    }
    assertBadInput(run(Shell.MODEL, slip), "slip.zip holds the entry ../class0/1.png");
  }

  @Test
  void aModelThatIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(Shell.MODEL);
    Path model = folder.resolve("part.onnx");
    Files.write(model, Arrays.copyOf(whole, whole.length / 2));

    assertBadInput(run(model, data()), "part.onnx", "only a part of one; export or copy it again");
    assertBadInput(Shell.run("inspect", model), "part.onnx");
    assertBadInput(Shell.run("bench", "engine", "--model", model), "part.onnx");
  }

  @Test
  void optionsThatWouldChangeNoneOfTheMethodsCompared() throws IOException {
    assertBadInput(
        Shell.methods(coefficients("0.4", "1.2", "1.2", "--methods", "ring,random")),
        "--inertia, --cognitive and --social are those of global-best, but --methods is without it");
    assertBadInput(
        Shell.methods("--pace", "asynchronous", "--methods", "random,uniform"),
        "--pace is asynchronous, but --methods has no swarm; leave it out, or name one");
    assertBadInput(
        Shell.methods("--start", "uniform", "--methods", "uniform,global-threshold"),
        "--start is uniform, but --methods has none that starts from somewhere");
    assertBadInput(
        Shell.methods("--sensitivity", "x.json", "--methods", "uniform"),
        "--sensitivity is x.json, but --methods has none that starts from somewhere");
    assertBadInput(Shell.methods("--seed", "9223372036854775807"), "--seed is 9223372036854775807");
  }

  /** They have no effect there. */
  @ParameterizedTest
  @CsvSource({
    "search, --pace, asynchronous",
    "search, --fine-tune-steps, 5",
    "search, --fine-tune-learning-rate, 0.1",
    "search, --no-score-cache,",
    "methods, --swarm, quantum",
    "methods, --racing, none",
    "methods, --error-probability, 0.1",
    "methods, --no-score-cache,",
    "ranking, --iterations, 5",
    "ranking, --particles, 5",
    "ranking, --swarm, ring",
    "ranking, --inertia, 0.4",
    "ranking, --cognitive, 1.2",
    "ranking, --social, 1.2",
    "ranking, --pace, asynchronous",
    "ranking, --start, uniform",
    "ranking, --sensitivity, x.json",
    "ranking, --racing, none",
    "ranking, --error-probability, 0.1",
    "ranking, --no-score-cache,",
    "ranking, --fine-tune-steps, 5",
    "ranking, --fine-tune-learning-rate, 0.1",
  })
  void optionsOfASearchThatABenchmarkHasNot(String benchmark, String option, String value) {
    Object[] arguments =
        Stream.of("bench", benchmark, "--model", Shell.MODEL, "--data", folder, option, value)
            .filter(Objects::nonNull)
            .toArray();

    assertBadInput(Shell.run(arguments), "Unknown option", "'" + option + "'");
  }

  @Test
  void aSearchThatSavesNothingCannotBeCompared() {
    assertBadInput(
        Shell.run("bench", "search", "--model", Shell.MODEL, "--data", folder, "--swarm", "pareto"),
        "--swarm is pareto, which saves no images");
  }

  @Test
  void noScoresToKeepApart() {
    assertBadInput(
        run(Shell.MODEL, folder, "--no-score-cache", "--pace", "asynchronous"),
        "--no-score-cache is given, but --pace is asynchronous, where no scores are shared");
  }

  @Test
  void aModelThatIsNoOnnx() throws IOException {
    Path model = Files.writeString(folder.resolve("model.onnx"), "no model");

    assertBadInput(run(model, data()), "model.onnx");
    assertBadInput(run(folder.resolve("none.onnx"), data()), "none.onnx");
  }

  @Test
  void anOperatorThatIsNotSupportedIsNamedWithItsNode() throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(Shell.MODEL)).toBuilder();
    model.getGraphBuilder().getNodeBuilderList().stream()
        .filter(node -> node.getOpType().equals("Relu"))
        .findFirst()
        .orElseThrow()
        .setOpType("Erf")
        .setName("strange");
    Path file = folder.resolve("erf.onnx");
    Files.write(file, model.build().toByteArray());

    assertBadInput(run(file, data()), "erf.onnx", "Erf", "strange");
  }

  @Test
  void dataThatDoNotFitTheModel() throws IOException {
    assertBadInput(
        run(Shell.MODEL, SmallData.write(folder.resolve("few"), 3, 32)), "10 classes", "3");
    assertBadInput(run(Shell.MODEL, SmallData.write(folder.resolve("tiny"), 10, 16)), "32", "16");
    assertBadInput(run(Shell.MODEL, data(), "--mean", "0.5", "--std", "0.5"), "1 channels", "3");
  }

  @Test
  void aBudgetThatNoStructureMeets() throws IOException {
    assertBadInput(run(Shell.MODEL, data(), "--max-params", "0.001%"), "no structure meets");
  }

  @Test
  void moreValidationImagesThanThereAre() throws IOException {
    assertBadInput(
        run(Shell.MODEL, data(), "--validation-images", "500"),
        "--validation-images is 500, but there are 10");
  }

  @Test
  void aPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertBadInput(run(Shell.MODEL, folder, "--port", port), "--port is " + port, "in use");
      assertBadInput(
          run(Shell.MODEL, folder, "--broker-port", port), "--broker-port is " + port, "in use");
    }
  }

  @Test
  void aBrokerThatIsNotThere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String kafka = "127.0.0.1:" + port;

    assertBadInput(run(Shell.MODEL, folder, "--kafka", kafka), "--kafka is " + kafka);
    assertBadInput(
        run(Shell.MODEL, folder, "--kafka", kafka, "--keep-broker-data"),
        "--keep-broker-data is given, but --kafka is " + kafka);
  }

  @Test
  void anOutputFolderThatCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "taken");
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.txt"), "precious");

    assertBadInput(intoOutput(file), "--output is " + file, "a file");
    assertBadInput(intoOutput(foreign), "--output is " + foreign, "no output of psopruner");
    assertBadInput(intoOutput(foreign, "--overwrite"), "no output of psopruner");
    assertThat(foreign.resolve("thesis.txt")).hasContent("precious");
  }

  /** The data and the coordinator are not there either, and would be looked for before. */
  @Test
  void anOutputFileThatCannotBeWrittenIsNamedBeforeTheWork() throws IOException {
    Path none = folder.resolve("none/x.json");
    Path model = Files.copy(Shell.MODEL, folder.resolve("model.onnx"));
    Path linked = Files.createSymbolicLink(folder.resolve("link.onnx"), model);
    Object data = folder.resolve("nothing");

    for (String command : List.of("sensitivity", "importance")) {
      assertBadInput(
          Shell.run(command, "--model", model, "--data", data, "--output", none),
          "--output is " + none + ", but there is no folder " + none.getParent());
      assertBadInput(
          Shell.run(command, "--model", model, "--data", data, "--output", folder),
          "--output is " + folder + ", which is a folder");
      assertBadInput(
          Shell.run(command, "--model", linked, "--data", data, "--output", model),
          "--output is " + model + ", which is read as well");
    }
    assertBadInput(
        Shell.run("sensitivity", "--model", model, "--data", data, "--plot", none),
        "--plot is " + none);
    assertBadInput(Shell.run("latency", "--output", none, model), "--output is " + none);
    assertBadInput(
        Shell.run("latency", "--output", model, model), "--output is " + model, "read as well");
    assertBadInput(
        Shell.run("report", "vgg16", "--coordinator", "http://127.0.0.1:1", "--html", none),
        "--html is " + none);
  }

  @Test
  void anOutputFolderThatHoldsAFinishedRun() throws IOException {
    Path output = Files.createDirectory(folder.resolve("finished"));
    Files.writeString(output.resolve(".psopruner.lock"), "");
    Files.writeString(output.resolve("report.json"), "{}");

    assertBadInput(intoOutput(output), "--output is " + output, "finished run", "--overwrite");
  }

  @Test
  void anOutputFolderThatHoldsTheModel() throws IOException {
    Path output = Files.createDirectory(folder.resolve("first"));
    Files.writeString(output.resolve(".psopruner.lock"), "");
    Files.writeString(output.resolve("report.json"), "{}");
    Path model = Files.copy(Shell.MODEL, output.resolve("model.onnx"));

    assertBadInput(
        Shell.run("run", "--model", model, "--data", data(), "--output", output, "--overwrite"),
        "--output is " + output,
        "holds the model");
    Path link = Files.createSymbolicLink(folder.resolve("latest"), output);
    assertBadInput(
        Shell.run(
            "run",
            "--model",
            link.resolve("model.onnx"),
            "--data",
            data(),
            "--output",
            output,
            "--overwrite"),
        "holds the model");
    assertBadInput(
        Shell.run("describe", "--model", model, "--data", data(), "--output", output),
        "holds the model");
    assertThat(model).exists();
  }

  @Test
  void anOutputFolderThatAnotherRunIsUsing() throws IOException {
    Path output = Files.createDirectory(folder.resolve("busy"));
    try (FileChannel channel =
            FileChannel.open(
                output.resolve(".psopruner.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertBadInput(intoOutput(output), "--output is " + output, "another psopruner");
    }
  }

  private Shell intoOutput(Path output, Object... more) throws IOException {
    Object[] arguments =
        Stream.concat(
                Stream.of("run", "--model", Shell.MODEL, "--data", data(), "--output", output),
                Stream.of(more))
            .toArray();
    return Shell.run(arguments);
  }
}
