package org.psopruner.coordinator.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of an evaluation so far.
 *
 * @param publications the records that ask for it, the last one at the end; at least one
 * @param deaths workers that took it and ended, or fell silent, without an answer
 * @param faults reasons for which workers handed it back
 */
record History(List<Publication> publications, List<String> deaths, List<String> faults) {
  History {
    publications = List.copyOf(publications);
    deaths = List.copyOf(deaths);
    faults = List.copyOf(faults);
  }

  static History of(Publication first) {
    return new History(List.of(first), List.of(), List.of());
  }

  Publication last() {
    return publications.get(publications.size() - 1);
  }

  History published(Publication again) {
    return new History(and(publications, again), deaths, faults);
  }

  History died(List<String> workers) {
    List<String> all = new ArrayList<>(deaths);
    all.addAll(workers);
    return new History(publications, all, faults);
  }

  History handedBack(Optional<String> fault) {
    return fault.map(reason -> new History(publications, deaths, and(faults, reason))).orElse(this);
  }

  private static <T> List<T> and(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
