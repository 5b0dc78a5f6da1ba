package org.psopruner.registry;

import java.net.URI;

/**
 * A place that takes finished models. A model is handed to it until it has it: after an attempt
 * that failed half-way, after a restart, and again when its event comes twice. So an adapter looks
 * up each thing by the model's id before it makes it, and makes the thing that it looks for last.
 */
public interface ModelRegistry {
  /** A word for it, in lower case: {@code oci}. Consumer groups are named after it. */
  String name();

  /**
   * Registers a model, unless it is there already; what an earlier attempt left unfinished is
   * finished.
   *
   * @return where it is
   * @throws UnavailableException if the registry cannot take it now: it may be tried again later
   * @throws RefusedException if it will never take it as it is
   */
  URI register(FinishedModel model);
}
