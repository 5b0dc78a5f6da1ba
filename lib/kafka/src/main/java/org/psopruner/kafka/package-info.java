/**
 * The one way in which the services speak to Kafka: messages as CloudEvents, topics that are made
 * where they are missing, records that could not be understood, and the limits that all agree on.
 */
package org.psopruner.kafka;
