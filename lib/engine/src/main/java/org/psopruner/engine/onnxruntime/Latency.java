package org.psopruner.engine.onnxruntime;

/**
 * How long a network takes.
 *
 * @param batch images a run
 * @param threads that ONNX Runtime used for one operator
 * @param runs that were timed, after others that were not
 * @param medianMillis median wall time of a whole batch, in milliseconds
 */
public record Latency(int batch, int threads, int runs, double medianMillis) {}
