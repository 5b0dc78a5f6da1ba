package org.psopruner.swarm;

/**
 * Which question a swarm asked: with its fitness beside it, a line of the log from which the swarm
 * can be rebuilt.
 *
 * @param iteration of this particle, counted from 0
 * @param particle counted from 0
 */
public record AskId(int iteration, int particle) {}
