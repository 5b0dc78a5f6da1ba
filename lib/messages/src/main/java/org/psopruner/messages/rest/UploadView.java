package org.psopruner.messages.rest;

import java.net.URI;
import java.util.Optional;
import org.psopruner.messages.NormalizationSettings;

/**
 * A file that was uploaded, as an experiment names it.
 *
 * @param uri where the services find it
 * @param sha256 of its bytes
 * @param bytes its length
 * @param model what it is, if it is a model
 * @param data what is in it, if they are data
 */
public record UploadView(
    URI uri, String sha256, long bytes, Optional<ModelView> model, Optional<DataView> data) {
  /**
   * What data have to fit.
   *
   * @param channels of an image
   * @param height of an image, in pixels
   * @param width of an image, in pixels
   * @param classes that it tells apart
   * @param normalization how pixels become its input, where its metadata say so
   */
  public record ModelView(
      int channels,
      int height,
      int width,
      int classes,
      Optional<NormalizationSettings> normalization) {}

  /**
   * The content of data.
   *
   * @param sha256 by which an experiment names it
   * @param channels of each image, 1 or 3
   * @param height of each image, in pixels
   * @param width of each image, in pixels
   * @param classes at least 2
   * @param trainingImages those of which a share is held out where there are no validation images
   * @param validationImages that the data bring
   */
  public record DataView(
      String sha256,
      int channels,
      int height,
      int width,
      int classes,
      int trainingImages,
      int validationImages) {}
}
