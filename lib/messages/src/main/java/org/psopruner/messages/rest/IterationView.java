package org.psopruner.messages.rest;

import java.util.Optional;

/**
 * What the evaluations of an iteration came to. Particles that got the score of a structure which
 * was known are not in it, but in {@code bestSoFar}.
 *
 * @param iteration of the particles that asked, from 0
 * @param evaluated on all validation images
 * @param outrun that ended early
 * @param best accuracy of those evaluated, as are {@code median} and {@code worst}; empty if there
 *     are none
 * @param bestSoFar the best accuracy of this iteration and those before; empty if there is none
 */
public record IterationView(
    int iteration,
    int evaluated,
    int outrun,
    int failed,
    Optional<Double> best,
    Optional<Double> median,
    Optional<Double> worst,
    Optional<Double> bestSoFar) {}
