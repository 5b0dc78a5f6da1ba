package org.psopruner.engine;

import org.psopruner.pruning.network.Network;

/** Builds runnables from networks. The port behind which DL4J, or another engine, stands. */
public interface Engine {
  /** The engine and what it runs on, for reports: {@code "DL4J 1.0.0-M2.1, oneDNN AVX-512"}. */
  String description();

  /**
   * Loads a network; the caller closes the runnable.
   *
   * @param network what to run
   * @param normalization how pixels become the network's input
   * @throws UnsupportedLayerException if the network holds a layer that this engine cannot run
   */
  RunnableNetwork load(Network network, Normalization normalization);
}
