package org.psopruner.engine.dl4j;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.psopruner.engine.UnsupportedLayerException;
import org.psopruner.pruning.network.Network;

/** Writes networks as DL4J's own model files. */
public final class Dl4jZip {
  private Dl4jZip() {}

  /**
   * Writes a {@code ComputationGraph} of DL4J's stock layers, with the weights and without an
   * updater. DL4J's {@code ModelSerializer.restoreComputationGraph} loads it; its input is [n,
   * channels, height, width], normalised as the network's.
   *
   * @param file made or replaced
   * @throws UnsupportedLayerException if DL4J has no layer for one of the network's
   * @throws IOException if the file cannot be written
   */
  public static void write(Network network, Path file) throws IOException {
    Natives.loaded();
    try (StockGraph graph = new StockGraph(network);
        OutputStream out = Files.newOutputStream(file)) {
      ComputationGraph model = graph.model();
      ModelSerializer.writeModel(model, out, false);
    }
  }
}
