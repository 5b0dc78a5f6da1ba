/**
 * An engine that computes nothing: for trying the pipeline itself, its faults and its speed, where
 * real evaluations would only take time.
 */
package org.psopruner.worker.synthetic;
