/**
 * Experiments and their lives: the fold over what was asked for, scored and retrained. Plain Java:
 * the log, the clock and the network are elsewhere.
 */
package org.psopruner.coordinator.experiment;
