package org.psopruner.messages.rest;

import java.time.Instant;
import java.util.List;

/**
 * The files that came of an experiment.
 *
 * @param items in the order of their importance
 */
public record ArtifactsView(List<ArtifactView> items) {
  public ArtifactsView {
    items = List.copyOf(items);
  }

  /**
   * A file.
   *
   * @param bytes its length
   * @param modified when it was written last
   */
  public record ArtifactView(String name, long bytes, String mediaType, Instant modified) {}
}
