/**
 * How particles reach a worker, and what becomes of each. One thread talks to Kafka and keeps the
 * particle while another evaluates it. A particle is settled only after its score is published, so
 * one whose worker dies goes to another worker.
 */
package org.psopruner.worker.particles;
