/**
 * Particle swarm optimisation as ask and tell: {@link org.psopruner.swarm.AskTell} asks for the
 * positions to evaluate and takes their fitness, in any order. {@link org.psopruner.swarm.Swarm}
 * has one objective, {@link org.psopruner.swarm.ParetoSwarm} has several. The libraries there are
 * run a loop of their own and block in it, which is of no use where evaluations come back as
 * messages.
 *
 * <p>It depends on nothing but the JDK; the build checks that.
 */
package org.psopruner.swarm;
