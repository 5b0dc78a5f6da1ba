package org.psopruner.messages;

/**
 * A pruned model is there, and was read back.
 *
 * @param model the ONNX file
 * @param bytes its length
 * @param report the run's report as JSON
 */
public record ModelReady(String experimentId, FileReference model, long bytes, FileReference report)
    implements Message {
  public ModelReady {
    Require.experimentId("experimentId", experimentId);
    Require.present("model", model);
    Require.atLeast(1, "bytes", bytes);
    Require.present("report", report);
  }
}
