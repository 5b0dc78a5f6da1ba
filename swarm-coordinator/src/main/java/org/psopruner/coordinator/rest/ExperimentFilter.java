package org.psopruner.coordinator.rest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;

/**
 * Which experiments are asked for.
 *
 * @param states in one of which they are
 * @param name a part of their ids, in lower case
 */
record ExperimentFilter(Set<State> states, String name) {
  /**
   * Reads what a request says; null is no filter.
   *
   * @throws jakarta.ws.rs.WebApplicationException if there is no such state
   */
  static ExperimentFilter of(String states, String name) {
    return new ExperimentFilter(
        states == null || states.isBlank()
            ? EnumSet.allOf(State.class)
            : Arrays.stream(states.split(",", -1))
                .map(ExperimentFilter::state)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(State.class))),
        name == null ? "" : name.strip().toLowerCase(Locale.ROOT));
  }

  private static State state(String text) {
    return Arrays.stream(State.values())
        .filter(state -> state.name().equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "state is %s; it must be of %s, apart at commas"
                        .formatted(
                            text.length() > 100 ? "too long" : text,
                            Arrays.stream(State.values())
                                .map(state -> state.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }

  List<ExperimentView> of(List<ExperimentView> all) {
    return all.stream()
        .filter(view -> states.contains(view.state()))
        .filter(view -> view.spec().id().toLowerCase(Locale.ROOT).contains(name))
        .toList();
  }
}
