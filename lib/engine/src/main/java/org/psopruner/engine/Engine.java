package org.psopruner.engine;

import org.psopruner.pruning.network.Network;

/** Builds runnables from networks. The port behind which DL4J, or another engine, stands. */
public interface Engine extends EvaluationEngine {
  @Override
  RunnableNetwork load(Network network, Normalization normalization);
}
