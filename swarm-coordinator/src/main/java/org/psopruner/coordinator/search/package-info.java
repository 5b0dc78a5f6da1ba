/**
 * The search of one experiment: particles become structures, structures become candidates, scores
 * move the swarm. Plain Java, and the same for the same scores whatever the order or the time they
 * come in.
 */
package org.psopruner.coordinator.search;
