/**
 * The service that takes a finished search's winner from Kafka, has it retrained by lib/training,
 * and publishes the model.
 */
package org.psopruner.retrainer;
