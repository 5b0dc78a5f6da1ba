package org.psopruner.cli.bench.scaling;

import org.psopruner.swarm.Ask;

/** An evaluation that is out. */
final class Work {
  private final Ask ask;
  private final double duration;
  private double takenAt;
  private boolean publishedAgain;
  private boolean scored;

  /**
   * @param duration on the fastest worker
   */
  Work(Ask ask, double duration) {
    this.ask = ask;
    this.duration = duration;
  }

  Ask ask() {
    return ask;
  }

  double duration() {
    return duration;
  }

  /** When a worker took it last. */
  double takenAt() {
    return takenAt;
  }

  void takenAt(double time) {
    takenAt = time;
  }

  boolean isPublishedAgain() {
    return publishedAgain;
  }

  void publishAgain() {
    publishedAgain = true;
  }

  boolean isScored() {
    return scored;
  }

  void score() {
    scored = true;
  }
}
