package org.psopruner.worker.particles;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A particle as it reached this worker.
 *
 * @param record with the candidate, if it can be understood
 * @param attempt from 1: how often it was handed to a worker, this time included
 */
public record Delivery(ConsumerRecord<String, byte[]> record, int attempt) {}
