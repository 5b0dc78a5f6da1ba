package org.psopruner.messages.rest;

import java.util.List;

/**
 * A part of a list of experiments.
 *
 * @param total how many there are in the whole list
 * @param offset of the first of these, from 0
 * @param limit how many there are here at most
 */
public record ExperimentPage(int total, int offset, int limit, List<ExperimentView> items) {
  public ExperimentPage {
    items = List.copyOf(items);
  }
}
