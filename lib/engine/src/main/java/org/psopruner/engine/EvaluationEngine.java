package org.psopruner.engine;

import org.psopruner.pruning.network.Network;

/** Builds from networks what can be evaluated: all that the fitness of a candidate needs. */
public interface EvaluationEngine {
  /** The engine and what it runs on, for reports: {@code "DL4J 1.0.0-M2.1, oneDNN AVX-512"}. */
  String description();

  /**
   * Loads a network; the caller closes what comes of it.
   *
   * @param network what to evaluate
   * @param normalization how pixels become the network's input
   * @throws UnsupportedLayerException if the network holds a layer that this engine cannot run
   */
  EvaluableNetwork load(Network network, Normalization normalization);
}
