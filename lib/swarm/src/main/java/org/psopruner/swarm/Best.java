package org.psopruner.swarm;

/**
 * The best position found so far, and where it was found.
 *
 * @param iteration counted from 0
 * @param particle counted from 0
 * @param fitness finite; higher is better
 */
public record Best(int iteration, int particle, Position position, double fitness) {}
