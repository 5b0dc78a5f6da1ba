package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.DemoImages;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.network.Window;
import org.psopruner.pruning.onnx.OnnxWriter;

class BenchIT {
  @TempDir Path folder;

  @Test
  void theEngineIsMeasuredBesideOnnxRuntime() throws Exception {
    Path model = folder.resolve("tiny.onnx");
    OnnxWriter.write(tiny(), Map.of(), model);

    Shell shell =
        Shell.run("bench", "engine", "--model", model, "--threads", "1", "--rounds", "1", "--json");

    JsonNode figures = shell.json();
    List<JsonNode> rows = list(figures.get("rows"));
    assertThat(rows).hasSize(16).allMatch(row -> row.get("ours").asDouble() > 0);
    assertThat(rows.get(0).get("macs").asDouble()).isEqualTo(1);
    assertThat(rows)
        .filteredOn(row -> row.get("what").asText().equals("evaluate"))
        .hasSize(12)
        .allMatch(row -> row.get("onnxRuntime").asDouble() > 0)
        .allMatch(row -> row.get("ratio").asDouble() > 0);
    assertThat(list(figures.get("memory"))).hasSize(8);
  }

  @Test
  void theMemoryIsToldAfterEveryTenthOfTheEvaluations() throws Exception {
    Path model = folder.resolve("tiny.onnx");
    OnnxWriter.write(tiny(), Map.of(), model);

    Shell shell =
        Shell.run(
            "bench", "memory", "--model", model, "--evaluations", 20, "--images", 8, "--json");

    List<JsonNode> points = list(shell.json().get("points"));
    assertThat(points)
        .extracting(point -> point.get("evaluations").asInt())
        .containsExactly(1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20);
    assertThat(points)
        .allMatch(point -> point.get("bytes").asLong() > 0)
        .allMatch(point -> point.get("peakBytes").asLong() > 0);
  }

  @Test
  void manyWorkersAreSimulatedAtBothPaces() throws Exception {
    Shell shell = Shell.run("bench", "scaling", "--workers", "1,8", "--iterations", 20, "--json");

    List<JsonNode> rows = list(shell.json().get("rows"));
    assertThat(rows).hasSize(4);
    assertThat(rows)
        .extracting(row -> row.get("asynchronous").get("evaluations").asLong())
        .containsOnly(400L);
    assertThat(rows.get(1).get("asynchronous").get("busy").asDouble())
        .isGreaterThan(rows.get(1).get("synchronous").get("busy").asDouble());
    assertThat(rows.get(3).get("deaths").asDouble()).isEqualTo(0.01);
  }

  /** Also a whole search at the asynchronous pace, with real processes. */
  @Test
  void thePipelineIsMeasuredWithEvaluationsThatOnlySleep() throws Exception {
    Shell shell =
        Shell.run(
            "bench",
            "pipeline",
            "--evaluations",
            30,
            "--workers",
            2,
            "--sleep",
            0.1,
            "--json",
            "--output",
            folder.resolve("pipeline"));

    JsonNode figures = shell.json();
    assertThat(figures.get("pace").asText()).isEqualTo("asynchronous");
    assertThat(figures.get("evaluations").asInt()).isBetween(20, 30);
    assertThat(figures.get("idealSeconds").asDouble())
        .isEqualTo(figures.get("evaluations").asInt() * 0.1 / 2, within(1e-9));
    assertThat(figures.get("seconds").asDouble())
        .isGreaterThanOrEqualTo(figures.get("idealSeconds").asDouble());
    assertThat(figures.get("busy").asDouble()).isPositive().isLessThanOrEqualTo(1);
  }

  @Test
  void aSearchThatLeavesOutWhatCannotMatterFindsTheSameInTheSameWay() throws Exception {
    // Where one particle starts well, it is hard to beat.
    List<Object> arguments = List.of("--max-params", "60%", "--start", "uniform", "--seed", 4);
    JsonNode figures = search(arguments);
    assertThat(figures.get("sameWinner").asBoolean()).isTrue();
    assertThat(figures.get("sameSwarm").asBoolean()).isTrue();
    assertThat(figures.get("naiveImages").asInt()).isEqualTo(6 * 4 * (80 + 20));
    assertThat(figures.get("images").asInt()).isBetween(4 * (80 + 20), 6 * 4 * (80 + 20) - 1);
    // Each of four particles evaluates one structure on all images, as does what is outrun in part.
    assertThat(figures.get("leastValidationImages").asInt())
        .isBetween(4 * 80, figures.get("ours").get("validationImages").asInt());
    // At least one evaluation ended before its last image.
    JsonNode ours = figures.get("ours");
    assertThat(ours.get("validationImages").asInt())
        .isLessThan(80 * ours.get("evaluations").asInt());
    assertThat(figures.get("naiveSeconds").asDouble()).isPositive();
    assertThat(figures.get("seconds").asDouble()).isPositive();
    assertReplayCountsWhatIsDone(
        figures, search(Stream.concat(arguments.stream(), Stream.of("--replay")).toList()));
  }

  private static void assertReplayCountsWhatIsDone(JsonNode done, JsonNode replayed) {
    assertThat(done.get("replayed").asInt()).isZero();
    // Two of the 24 positions are of a structure that was evaluated before.
    assertThat(replayed.get("replayed").asInt()).isPositive();
    assertThat(replayed.get("naiveSeconds").asDouble()).isPositive();
    for (String exact :
        List.of(
            "naiveImages",
            "images",
            "leastValidationImages",
            "sameWinner",
            "sameSwarm",
            "accuracy")) {
      assertThat(replayed.get(exact)).isEqualTo(done.get(exact));
    }
  }

  private static JsonNode search(List<Object> more) throws Exception {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "bench",
                "search",
                "--model",
                Shell.MODEL,
                "--data",
                Shell.DATA,
                "--iterations",
                6,
                "--particles",
                4,
                "--swarm",
                "global-best",
                "--validation-images",
                80,
                "--recalibration-images",
                20,
                "--batch",
                20,
                "--threads",
                1,
                "--json"));
    arguments.addAll(more);
    return Shell.run(arguments.toArray()).json();
  }

  @Test
  void badInput() {
    assertThat(Shell.run("bench", "scaling", "--workers", "4,0").err())
        .contains("--workers is 0; it must be from 1 to 10,000");
    assertThat(Shell.run("bench", "scaling", "--deaths", 1).err())
        .contains("--deaths is 1.0; it must be from 0 to 0.9");
    assertThat(Shell.run("bench", "pipeline", "--sleep", -1).err())
        .contains("--sleep is -1.0; it must be from 0 to 3,600");
    assertThat(Shell.run("bench", "memory", "--evaluations", 9).err())
        .contains("--evaluations is 9; it must be from 10");
    assertThat(
            Shell.run("bench", "search", "--model", Shell.MODEL, "--data", "x", "--particles", 0)
                .err())
        .contains("--particles is 0; it must be from 1");
    assertThat(Shell.run("bench", "memory", "--images", 0).exitCode()).isEqualTo(2);
    assertThat(Shell.run("bench", "engine", "--threads", 0).err())
        .contains("--threads is 0; it must be from 1");
    assertThat(Shell.run("bench", "engine", "--rounds", 0).exitCode()).isEqualTo(2);
    assertThat(Shell.run("bench", "engine", "--model", folder.resolve("none.onnx")).err())
        .contains("none.onnx")
        .hasLineCount(1);
  }

  @Test
  void methodsAreComparedOverSeeds() throws Exception {
    Shell shell =
        Shell.methods(
            "--methods",
            "global-best,genetic,uniform,global-threshold",
            "--seeds",
            2,
            "--iterations",
            2,
            "--particles",
            2,
            "--validation-images",
            16,
            "--recalibration-images",
            8,
            "--batch",
            16,
            "--json");

    JsonNode figures = shell.json();
    assertThat(figures.get("validationImages").asInt()).isGreaterThan(16);
    List<JsonNode> rows = list(figures.get("rows"));
    assertThat(rows)
        .extracting(row -> row.get("method").asText())
        .containsExactly("global-best", "genetic", "uniform", "global-threshold");
    assertThat(rows).allMatch(row -> row.get("winners").size() == 2);
    assertThat(rows.get(0).get("winners").get(0).get("evaluations").asInt()).isBetween(2, 4);
    // These two ask once, and nothing of what they ask is drawn from the seed.
    for (JsonNode row : List.of(rows.get(2), rows.get(3))) {
      JsonNode first = row.get("winners").get(0);
      JsonNode second = row.get("winners").get(1);
      assertThat(first.get("evaluations").asInt()).isEqualTo(1);
      assertThat(first.get("validationAccuracy").asDouble()).isPositive();
      assertThat(second.get("evaluations")).isEqualTo(first.get("evaluations"));
      assertThat(second.get("validationAccuracy")).isEqualTo(first.get("validationAccuracy"));
    }
  }

  @Test
  void whatASearchFoundIsRetrained() throws Exception {
    Shell shell =
        Shell.methods(
            "--methods",
            "uniform",
            "--seeds",
            1,
            "--validation-images",
            16,
            "--recalibration-images",
            8,
            "--epochs",
            1,
            "--json");

    JsonNode winner = shell.json().get("rows").get(0).get("winners").get(0);
    assertThat(winner.get("retrainedAccuracy").asDouble())
        .isGreaterThan(winner.get("validationAccuracy").asDouble());
  }

  @Test
  void structuresAreRankedBeforeAndAfterRetraining() throws Exception {
    Shell shell =
        Shell.run(
            "bench",
            "ranking",
            "--model",
            Shell.MODEL,
            "--data",
            DemoImages.firstOfEachClass(200, 1),
            "--structures",
            3,
            "--epochs",
            1,
            "--steps",
            "0,2",
            "--validation-images",
            100,
            "--recalibration-images",
            100,
            "--json");

    JsonNode figures = shell.json();
    List<JsonNode> structures = list(figures.get("structures"));
    assertThat(structures)
        .hasSize(3)
        .allMatch(structure -> structure.get("fitness").size() == 2)
        // An epoch of training makes of any of them more than it was.
        .allMatch(
            structure ->
                structure.get("accuracy").asDouble() > structure.get("fitness").get(0).asDouble());
    assertThat(list(figures.get("predictors")))
        .extracting(predictor -> predictor.get("fineTuningSteps").asInt())
        .containsExactly(0, 2);
  }

  /** Of its 16 channels, from one to all are kept. */
  @Test
  void noMoreStructuresAreRankedThanThereAre() throws Exception {
    Path model = folder.resolve("tiny.onnx");
    OnnxWriter.write(tiny(), Map.of(), model);
    Path data = SmallData.write(folder.resolve("data"), 4, 8);

    BadInputTest.assertBadInput(
        Shell.run(
            "bench",
            "ranking",
            "--model",
            model,
            "--data",
            data,
            "--max-params",
            "100%",
            "--structures",
            17),
        "--structures is 17, but no more than 16 were found within the budget");
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static Network tiny() {
    return new Network(
        "image",
        new Shape(3, 8, 8),
        List.of(
            new Layer.Convolution(
                "conv", "image", weights(16, 3, 3, 3), Optional.empty(), Window.square(3, 1, 1), 1),
            new Layer.Activation("relu", "conv", Layer.Activation.Function.RELU, 0),
            new Layer.GlobalAveragePooling("pool", "relu"),
            new Layer.Dense("classes", "pool", weights(4, 16), Optional.empty())),
        "classes");
  }

  private static Tensor weights(int... shape) {
    int size = java.util.stream.IntStream.of(shape).reduce(1, Math::multiplyExact);
    Random random = new Random(1);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(values, shape);
  }
}
