/**
 * {@code psopruner train} and {@code retrain}: training in this process, without a broker and
 * services, by the same code as the retrainer's.
 */
package org.psopruner.cli.training;
