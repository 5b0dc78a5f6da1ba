package org.psopruner.engine;

/** Is told of each image whether a network is right about it. */
@FunctionalInterface
public interface Verdicts {
  /** Nobody wants to know. */
  Verdicts UNHEARD = (image, isRight) -> {};

  /**
   * One image.
   *
   * @param image its place among those that are evaluated, from 0
   * @param isRight whether the largest output is at its label
   */
  void tell(int image, boolean isRight);
}
