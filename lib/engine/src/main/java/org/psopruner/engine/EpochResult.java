package org.psopruner.engine;

/**
 * What one epoch of training did.
 *
 * @param loss mean cross-entropy over the epoch's mini-batches as they were trained, in nats
 * @param accuracy share of the (augmented) images that were right as they were trained, 0 to 1
 * @param images images trained on
 */
public record EpochResult(double loss, double accuracy, int images) {}
