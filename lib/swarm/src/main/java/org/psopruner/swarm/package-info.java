/**
 * Particle swarm optimisation as ask and tell: {@link org.psopruner.swarm.Swarm#ask ask} gives the
 * positions to evaluate, {@link org.psopruner.swarm.Swarm#tell tell} takes their fitness, in any
 * order. The libraries there are run a loop of their own and block in it, which is of no use where
 * evaluations come back as messages.
 *
 * <p>It depends on nothing but the JDK; the build checks that.
 */
package org.psopruner.swarm;
