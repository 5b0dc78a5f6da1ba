package org.psopruner.messages.rest;

import java.util.Optional;
import java.util.SortedMap;

/**
 * An evaluation that was scored, for this experiment or for another one on the same baseline, data
 * and settings: a row of {@code history.csv}.
 *
 * @param iteration of the particle that asked first, from 0
 * @param accuracy and {@code loss} on validation images; empty if it failed, or ended early
 * @param accuracyAtMost if it ended early, since it could no longer be better than the particle's
 *     personal best: what the accuracy would be if all images that were left were right; empty else
 * @param images validation images looked at; empty if it failed
 * @param failure why it could not be evaluated; empty if it could
 * @param takenFrom the experiment for which it was evaluated, if it was another one
 * @param keptChannels how many channels each channel group keeps
 */
public record EvaluationView(
    int iteration,
    int particle,
    String evaluationId,
    Optional<Double> accuracy,
    Optional<Double> accuracyAtMost,
    Optional<Double> loss,
    Optional<Integer> images,
    ExperimentView.CostView cost,
    Optional<String> takenFrom,
    SortedMap<String, Integer> keptChannels,
    String worker,
    long millis,
    Optional<String> failure) {}
