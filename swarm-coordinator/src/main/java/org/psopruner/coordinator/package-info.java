/**
 * The swarm-coordinator: takes experiments over REST, moves their swarms as scores come in, and
 * hands the winner to the retrainer. Its state is a fold over the log in Kafka; there is no
 * database. It runs no network: it reads the baseline to value its filters and counts costs, and
 * keeps none of its weights, so that 256 MB of heap do for VGG16.
 */
package org.psopruner.coordinator;
