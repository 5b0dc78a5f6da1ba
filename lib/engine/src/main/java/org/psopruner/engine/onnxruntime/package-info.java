/**
 * Runs exported files with ONNX Runtime, as a device would, to measure their accuracy and latency.
 * It says nothing of how a network was made, and trains nothing.
 */
package org.psopruner.engine.onnxruntime;
