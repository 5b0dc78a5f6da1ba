package org.psopruner.fuzz;

import java.util.List;
import java.util.Optional;

/** A reader of untrusted input, as fuzzing sees it. */
public interface Reader {
  /**
   * Reads an input.
   *
   * @return the message if the reader refuses it, in the way that its documentation says; any other
   *     exception is a finding
   */
  Optional<String> read(byte[] input) throws Exception;

  /** Inputs that it takes, from which others are made. */
  List<byte[]> seeds() throws Exception;
}
