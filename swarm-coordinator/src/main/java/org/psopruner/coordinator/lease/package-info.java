/**
 * Leases: which evaluations are out, who works on them, and which are to be published again or
 * given up. No state of an experiment follows from it but by scores, of which the first counts; so
 * it may look at the clock, and forget all when the process ends. No framework and no Kafka.
 */
package org.psopruner.coordinator.lease;
