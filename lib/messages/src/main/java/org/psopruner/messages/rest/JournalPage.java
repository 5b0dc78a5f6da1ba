package org.psopruner.messages.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A part of what happened to an experiment, in plain words and in the order in which it was
 * learned: what stands at an offset stays there.
 *
 * @param total how much happened by now
 * @param forgotten how much of it, the oldest, is no longer known
 * @param offset of the first of these, from 0
 * @param limit how many there are here at most
 */
public record JournalPage(
    int total, int forgotten, int offset, int limit, List<JournalEntry> items) {
  public JournalPage {
    items = List.copyOf(items);
  }

  /**
   * Something that happened.
   *
   * @param at when it was written to the log
   * @param text in one line
   * @param evaluationId of what it happened to; empty if it is no evaluation
   * @param worker who did it, or whom it happened to; empty if it was no worker
   */
  public record JournalEntry(
      Instant at,
      Kind kind,
      Level level,
      String text,
      Optional<String> evaluationId,
      Optional<String> worker) {}

  /** What it is about. */
  public enum Kind {
    /** The experiment was asked for. */
    CREATED,
    /** A user changed it. */
    CHANGED,
    /** It entered another state of its life. */
    STATE,
    /** There is a new best. */
    BEST,
    /** A candidate could not be evaluated. */
    EVALUATION_FAILED,
    /** A candidate went to another worker, since the one before did not answer. */
    REDELIVERED,
    /** A worker gave a candidate back. */
    HANDED_BACK,
    /** An epoch of the retraining ended. */
    RETRAINING
  }

  /** How much it matters. */
  public enum Level {
    INFO,
    /** It is out of the ordinary; the search goes on. */
    WARNING,
    /** There will be no model. */
    ERROR
  }
}
