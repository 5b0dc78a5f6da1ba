/**
 * The fitness worker as a service: it puts evaluation and particles together, starts and ends them.
 *
 * <p>How much memory it may use is set where it is started, by {@code -Xmx} for the Java heap (the
 * dataset, one byte a pixel and channel, and the baselines) and by {@code
 * -Dorg.bytedeco.javacpp.maxbytes} and {@code -Dorg.bytedeco.javacpp.maxphysicalbytes} for the
 * native memory of the engine. Where it runs out, the worker gives its particle back and ends with
 * exit code 3, to be started again.
 */
package org.psopruner.worker;
