/**
 * The log of the experiments in Kafka: reads it from its beginning, folds it, and publishes what
 * the state asks for.
 *
 * <p>Records go out through a plain producer and not through SmallRye's channels: the thread that
 * owns the state must know that they are out before it reads on, and a swarm's candidates come in
 * one burst, which a channel's buffer would refuse.
 */
package org.psopruner.coordinator.log;
