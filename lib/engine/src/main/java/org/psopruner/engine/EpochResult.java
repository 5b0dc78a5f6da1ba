package org.psopruner.engine;

/**
 * What one epoch of training did.
 *
 * @param loss mean over the epoch's mini-batches of what they were trained to make small (without
 *     weight decay): cross-entropy with the labels, and with a teacher what {@link Distillation}
 *     says, in nats
 * @param accuracy share of the (augmented) images that were right as they were trained, 0 to 1; of
 *     a mixed image, the label with the larger share counts
 * @param images images trained on
 */
public record EpochResult(double loss, double accuracy, int images) {}
