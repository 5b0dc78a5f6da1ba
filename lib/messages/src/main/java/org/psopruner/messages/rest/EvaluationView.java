package org.psopruner.messages.rest;

import java.util.Optional;
import java.util.SortedMap;

/**
 * An evaluation that was scored: a row of {@code history.csv}.
 *
 * @param iteration of the particle that asked first, from 0
 * @param accuracy and {@code loss} on validation images; empty if it failed
 * @param failure why it could not be evaluated; empty if it could
 * @param keptChannels how many channels each channel group keeps
 */
public record EvaluationView(
    int iteration,
    int particle,
    String evaluationId,
    Optional<Double> accuracy,
    Optional<Double> loss,
    ExperimentView.CostView cost,
    SortedMap<String, Integer> keptChannels,
    String worker,
    long millis,
    Optional<String> failure) {}
