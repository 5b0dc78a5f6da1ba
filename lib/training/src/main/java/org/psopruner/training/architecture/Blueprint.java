package org.psopruner.training.architecture;

import org.psopruner.pruning.network.Network;

/** How the layers of an architecture follow each other. */
interface Blueprint {
  /** The least height and width of an image that every stage leaves a pixel of. */
  int minimumPixels();

  /**
   * Draws all layers.
   *
   * @param draft empty, of images with at least {@link #minimumPixels} rows and columns
   */
  Network draw(Draft draft, int classes);
}
