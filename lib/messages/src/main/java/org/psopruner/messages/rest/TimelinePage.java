package org.psopruner.messages.rest;

import java.util.List;

/**
 * A part of who had which candidate when, in the order in which it was learned: what stands at an
 * offset stays there, be it that one which goes on ends.
 *
 * @param total how many there were by now
 * @param forgotten how many of them, the oldest, are no longer known
 * @param offset of the first of these, from 0
 * @param limit how many there are here at most
 */
public record TimelinePage(
    int total, int forgotten, int offset, int limit, List<AttemptView> items) {
  public TimelinePage {
    items = List.copyOf(items);
  }
}
