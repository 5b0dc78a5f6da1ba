package org.psopruner.cli.bench.scaling;

/**
 * How a simulation ended.
 *
 * @param evaluations that were scored, each once
 * @param seconds of virtual time
 * @param busySeconds that all workers together spent on evaluations whose scores counted
 * @param busy these as a share of the time of all workers, from 0 to 1
 * @param evaluationsPerSecond of virtual time
 * @param deaths of workers
 * @param publishedAgain evaluations that were given to an idle worker as well
 */
record Outcome(
    long evaluations,
    double seconds,
    double busySeconds,
    double busy,
    double evaluationsPerSecond,
    int deaths,
    int publishedAgain) {}
