package org.psopruner.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.CostView;

class HistoryFileTest {
  @TempDir Path folder;

  @Test
  void hasARowForEachEvaluation() throws IOException {
    EvaluationView scored =
        new EvaluationView(
            0,
            3,
            "abc",
            Optional.of(0.6125),
            Optional.empty(),
            Optional.of(1.25),
            Optional.of(400),
            new CostView(240, 9_000, 960),
            Optional.empty(),
            new TreeMap<>(Map.of("conv2", 7, "conv1", 5)),
            "worker-1",
            812,
            Optional.empty());
    EvaluationView failed =
        new EvaluationView(
            1,
            0,
            "def",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new CostView(100, 4_000, 400),
            Optional.empty(),
            new TreeMap<>(Map.of("conv1", 1)),
            "worker-2",
            9,
            Optional.of("too \"small\", sorry"));
    EvaluationView outrun =
        new EvaluationView(
            1,
            2,
            "ghi",
            Optional.empty(),
            Optional.of(0.5),
            Optional.empty(),
            Optional.of(250),
            new CostView(110, 4_100, 440),
            Optional.of("other"),
            new TreeMap<>(Map.of("conv1", 2)),
            "worker-2",
            7,
            Optional.empty());
    Path file = folder.resolve(HistoryFile.NAME);

    Files.write(file, HistoryFile.bytes(List.of(scored, failed, outrun)));

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "iteration,particle,evaluation_id,accuracy,accuracy_at_most,loss,images,parameters,macs,bytes,kept,worker,millis,taken_from,failure",
            "0,3,abc,0.612500,,1.250000,400,240,9000,960,conv1=5 conv2=7,worker-1,812,,",
            "1,0,def,,,,,100,4000,400,conv1=1,worker-2,9,,\"too \"\"small\"\", sorry\"",
            "1,2,ghi,,0.500000,,250,110,4100,440,conv1=2,worker-2,7,other,");
  }
}
