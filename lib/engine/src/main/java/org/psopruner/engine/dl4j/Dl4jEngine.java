package org.psopruner.engine.dl4j;

import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.Pulse;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.pruning.network.Network;

/**
 * The engine on DL4J's array library ND4J, whose convolutions run on oneDNN. A recalibration begins
 * where an earlier one was the same up to there: the layers' weights, and the images. For that it
 * keeps at most a quarter of the Java heap, of which it gives back what others need.
 */
public final class Dl4jEngine implements Engine {
  private final Natives natives;
  private final Threads threads;
  private final Pulse pulse;
  private final RecalibrationCache recalibrations =
      new RecalibrationCache(Runtime.getRuntime().maxMemory() / 4);

  /**
   * @param threads on which each operation runs, at least 1
   */
  public Dl4jEngine(int threads) {
    this(threads, new Pulse());
  }

  /**
   * @param threads on which each operation runs, at least 1
   * @param pulse beats after each mini-batch
   */
  public Dl4jEngine(int threads, Pulse pulse) {
    this.natives = Natives.loaded();
    this.threads = new Threads(threads);
    this.pulse = pulse;
  }

  @Override
  public String description() {
    return "DL4J 1.0.0-M2.1, " + natives.description();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the normalization is for another number of channels
   */
  @Override
  public RunnableNetwork load(Network network, Normalization normalization) {
    if (network.inputShape().channels() != normalization.channels()) {
      throw new IllegalArgumentException(
          "the network reads %d channels, the normalization is for %d"
              .formatted(network.inputShape().channels(), normalization.channels()));
    }
    return new Dl4jNetwork(network, normalization, threads, pulse, recalibrations);
  }
}
