package org.psopruner.engine.dl4j;

import java.util.List;

/** Steps one after the other as one. */
record Steps(List<Runnable> steps) implements Runnable {
  Steps {
    steps = List.copyOf(steps);
  }

  static Steps of(Runnable... steps) {
    return new Steps(List.of(steps));
  }

  @Override
  public void run() {
    steps.forEach(Runnable::run);
  }
}
