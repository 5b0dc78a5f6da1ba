package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.Noise;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.onnxruntime.OnnxRuntimeModel;
import org.psopruner.messages.report.RunReport;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Tensor;
import org.psopruner.pruning.onnx.OnnxWriter;

class ParityTest {
  private static final Shape IMAGE = new Shape(1, 2, 2);

  @TempDir private Path folder;
  private final List<Integer> batches = new ArrayList<>();

  @Test
  void asManyImagesAsEverAreComparedInBatchesThatTheUserAllows() {
    assertThat(check(30).images()).isEqualTo(64);
    assertThat(batches).containsExactly(30, 30, 4);
    batches.clear();
    assertThat(check(128).images()).isEqualTo(64);
    assertThat(batches).containsExactly(64);
  }

  private RunReport.Parity check(int batch) {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.write(
        new Network(
            "image",
            IMAGE,
            List.of(
                new Layer.Flatten("flat", "image"),
                new Layer.Dense("dense", "flat", Tensor.filled(1, 3, 4), Optional.empty())),
            "dense"),
        Map.of(),
        file);
    try (OnnxRuntimeModel same = OnnxRuntimeModel.load(file, 1)) {
      return Parity.check(
          file,
          predicting(same),
          Noise.validation(IMAGE, 3, 100),
          new Normalization(List.of(0.0), List.of(1.0)),
          batch);
    }
  }

  /** An engine's network of which only the outputs are asked for. */
  private RunnableNetwork predicting(OnnxRuntimeModel model) {
    return (RunnableNetwork)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RunnableNetwork.class},
            (network, method, arguments) -> {
              batches.add((Integer) arguments[1]);
              return model.predict((float[]) arguments[0], (Integer) arguments[1]);
            });
  }
}
