package org.psopruner.swarm;

/** When particles move. */
public enum Pace {
  /**
   * All at once, when the last of an iteration has its fitness. What each iteration asks does not
   * depend on the order of the tells within the one before.
   */
  SYNCHRONOUS,

  /**
   * Each as soon as it has its own fitness, on what the swarm knows then (B.-I. Koh, A. D. George,
   * R. T. Haftka and B. J. Fregly, "Parallel asynchronous particle swarm optimization",
   * International Journal for Numerical Methods in Engineering 67(4), 2006). Nobody waits for the
   * slowest; what is asked depends on the order of the tells.
   */
  ASYNCHRONOUS
}
