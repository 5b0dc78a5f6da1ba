/**
 * {@code psopruner bench scaling}: a search on many workers, simulated. The swarm is the real one;
 * workers, their faults, the queue between and the time are not.
 */
package org.psopruner.cli.bench.scaling;
