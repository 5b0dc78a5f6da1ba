package org.psopruner.coordinator.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psopruner.messages.Score;

/**
 * The scores of structures, in the order of the log. An answer is always the first that there is in
 * the log, so it stays the same whenever it is looked up.
 */
final class KnownScores {
  private final Map<String, List<Score>> scores = new HashMap<>();

  /** Keeps a score that came after all that are here. */
  void add(String structureId, Score score) {
    scores.computeIfAbsent(structureId, id -> new ArrayList<>()).add(score);
  }

  /** The first score that answers a question. */
  Optional<Score> answer(Question question) {
    return scores.getOrDefault(question.structureId(), List.of()).stream()
        .filter(score -> question.isAnsweredBy(score.outcome()))
        .findFirst();
  }
}
