package org.psopruner.swarm;

import java.util.Arrays;

/** A point of the unit cube: each coordinate is in 0..1, both included. Immutable. */
public final class Position {
  private final double[] coordinates;

  Position(double[] coordinates) {
    this.coordinates = coordinates.clone();
  }

  /** The number of coordinates. */
  public int dimensions() {
    return coordinates.length;
  }

  /**
   * One coordinate.
   *
   * @param dimension counted from 0
   */
  public double get(int dimension) {
    return coordinates[dimension];
  }

  /** All coordinates, in a new array. */
  public double[] toArray() {
    return coordinates.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position position && Arrays.equals(coordinates, position.coordinates);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coordinates);
  }

  @Override
  public String toString() {
    return Arrays.toString(coordinates);
  }
}
