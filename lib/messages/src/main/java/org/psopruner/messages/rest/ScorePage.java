package org.psopruner.messages.rest;

import java.util.List;

/**
 * A part of an experiment's scores, in the order in which they came: what stands at an offset stays
 * there.
 *
 * @param total how many there are by now
 * @param offset of the first of these, from 0
 * @param limit how many there are here at most
 */
public record ScorePage(int total, int offset, int limit, List<EvaluationView> items) {
  public ScorePage {
    items = List.copyOf(items);
  }
}
