package org.psopruner.messages;

import java.util.Optional;

/**
 * How good a model is and what it costs, beside its baseline.
 *
 * @param datasetSha256 of the training and validation images, as the dataset reader defines it
 * @param testSha256 of the test images; empty if there are none
 * @param before the baseline's figures
 * @param after the model's
 */
public record ModelMetrics(
    String datasetSha256, Optional<String> testSha256, Figures before, Figures after) {
  public ModelMetrics {
    Require.sha256("datasetSha256", datasetSha256);
    Require.present("testSha256", testSha256);
    testSha256.ifPresent(sha256 -> Require.sha256("testSha256", sha256));
    Require.present("before", before);
    Require.present("after", after);
  }

  /**
   * Of one model.
   *
   * @param parameters at least 1
   * @param macs multiply-accumulates of one image, at least 1
   * @param fileBytes length of the ONNX file, at least 1
   * @param validationAccuracy on the whole validation set, 0 to 1
   * @param testAccuracy on the test images, 0 to 1; empty if there are none
   */
  public record Figures(
      long parameters,
      long macs,
      long fileBytes,
      double validationAccuracy,
      Optional<Double> testAccuracy) {
    public Figures {
      Require.atLeast(1, "parameters", parameters);
      Require.atLeast(1, "macs", macs);
      Require.atLeast(1, "fileBytes", fileBytes);
      Require.share("validationAccuracy", validationAccuracy);
      Require.present("testAccuracy", testAccuracy);
      testAccuracy.ifPresent(share -> Require.share("testAccuracy", share));
    }
  }
}
