package org.psopruner.coordinator.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.Rung;
import org.psopruner.messages.Score;

/**
 * Compares the best structures of a search rung by rung, each as {@link ExperimentSpec#ladder}
 * says. What could not be evaluated on a rung is out. While a search goes on it remembers the best
 * that were found; it can be climbed again when a search that was over was given more iterations,
 * and then evaluates nothing twice.
 *
 * <p>Not for use by several threads at once.
 */
final class Ladder {
  private static final Comparator<Contender> BEST_FIRST =
      Comparator.comparingDouble(Contender::accuracy)
          .reversed()
          .thenComparingLong(contender -> contender.asked().number());

  private final ExperimentSpec spec;

  /** Of the search: the best, each structure once, the best first. */
  private final List<Contender> found = new ArrayList<>();

  /** All that were asked for, by evaluation. */
  private final Set<String> asked = new HashSet<>();

  private final Map<String, Score.Outcome> outcomes = new HashMap<>();

  /** Where it stands: those who take part on the rung, by evaluation, the best first. */
  private Map<String, Contender> onRung = Map.of();

  private int rung;
  private boolean climbing;
  private Optional<Contender> winner = Optional.empty();

  Ladder(ExperimentSpec spec) {
    this.spec = spec;
  }

  /** Remembers what the search found. */
  void note(Contender contender) {
    String structureId = contender.asked().question().structureId();
    if (spec.ladder().isEmpty()
        || outcomes.putIfAbsent(structureId, contender.evaluated()) != null) {
      return; // it is known already
    }
    found.add(contender);
    found.sort(BEST_FIRST);
    if (found.size() > spec.ladder().get(0).structures()) {
      found.remove(found.size() - 1);
    }
  }

  /** The search is over: begins with the first rung. */
  void begin() {
    if (!climbing) {
      climbing = true;
      rung = 0;
      if (!spec.ladder().isEmpty()) {
        take(found);
        climb();
      }
    }
  }

  /** The search goes on. */
  void leave() {
    end();
    winner = Optional.empty();
  }

  /** Nothing more is compared. Who has won stays the winner. */
  void end() {
    climbing = false;
    onRung = Map.of();
  }

  /** Whether it asked for an evaluation, now or before. */
  boolean hasAsked(String evaluationId) {
    return asked.contains(evaluationId);
  }

  /** Whether it waits for a score. */
  boolean awaits(String evaluationId) {
    return climbing && onRung.containsKey(evaluationId) && !outcomes.containsKey(evaluationId);
  }

  /**
   * Takes the score of an evaluation that it asked for.
   *
   * @return whether it is the first
   */
  boolean take(Score score) {
    boolean first = outcomes.putIfAbsent(score.evaluationId(), score.outcome()) == null;
    if (climbing) {
      climb();
    }
    return first;
  }

  /** What waits for a score. */
  List<Candidate> outstanding() {
    return onRung.entrySet().stream()
        .filter(entry -> awaits(entry.getKey()))
        .map(entry -> candidate(entry.getKey(), entry.getValue().asked().candidate()))
        .toList();
  }

  /** The rung that it is on, from 1; 0 while the search goes on. */
  int stage() {
    return climbing ? rung + 1 : 0;
  }

  /** Whether all rungs are behind it. */
  boolean isOver() {
    return climbing && rung == spec.ladder().size();
  }

  /** The best on the last rung; empty before that, and if nobody got so far. */
  Optional<Contender> winner() {
    return winner;
  }

  private void climb() {
    while (rung < spec.ladder().size() && onRung.keySet().stream().noneMatch(this::awaits)) {
      List<Contender> ranked = ranked();
      rung++;
      if (rung < spec.ladder().size()) {
        take(ranked);
      } else {
        onRung = Map.of();
        winner = ranked.stream().findFirst();
      }
    }
  }

  /** Those who were evaluated on the rung, with what they came to there. */
  private List<Contender> ranked() {
    List<Contender> ranked = new ArrayList<>();
    onRung.forEach(
        (id, contender) -> {
          if (outcomes.get(id) instanceof Score.Evaluated evaluated) {
            ranked.add(new Contender(contender.asked(), id, evaluated));
          }
        });
    ranked.sort(BEST_FIRST);
    return ranked;
  }

  /** Has the best take part on the rung. */
  private void take(List<Contender> ranked) {
    Rung now = spec.ladder().get(rung);
    Map<String, Contender> next = new LinkedHashMap<>();
    ranked.stream()
        .limit(now.structures())
        .forEach(
            contender ->
                next.put(
                    EvaluationId.of(
                        spec, now.evaluation(), contender.asked().candidate().structure()),
                    contender));
    onRung = next;
    next.keySet().stream().filter(id -> !outcomes.containsKey(id)).forEach(asked::add);
  }

  private Candidate candidate(String evaluationId, Candidate found) {
    return new Candidate(
        found.experimentId(),
        evaluationId,
        found.iteration(),
        found.particle(),
        found.position(),
        found.structure(),
        found.baseline(),
        found.dataset(),
        spec.ladder().get(rung).evaluation(),
        Optional.empty());
  }
}
