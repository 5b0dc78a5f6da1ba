package org.psopruner.swarm;

import java.util.Arrays;

/** A point of the unit cube: each coordinate is in 0..1, both included. Immutable. */
public final class Position {
  private final double[] coordinates;

  Position(double[] coordinates) {
    this.coordinates = coordinates.clone();
  }

  /**
   * A point.
   *
   * @param coordinates each from 0 to 1
   * @throws IllegalArgumentException if one is not
   */
  public static Position of(double... coordinates) {
    for (double coordinate : coordinates) {
      Check.that(
          coordinate >= 0 && coordinate <= 1,
          "a position's coordinate is %s; it must be from 0 to 1",
          coordinate);
    }
    return new Position(coordinates);
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
