package org.psopruner.coordinator.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.psopruner.messages.Score;

/**
 * The scores of structures, of one search or of several that share them, in the order of the log.
 * An answer is always the first that there is in the log. So it is the same whenever it is looked
 * up, and a search that takes answers as soon as they are there goes the same way whether its
 * experiment was asked for before or after they were written.
 */
public final class KnownScores {
  private final Map<String, List<Score>> scores = new HashMap<>();

  /** Of each score, the structure, in the order of the log. */
  private final List<String> order = new ArrayList<>();

  /** Keeps a score that stands in the log behind all that are here. */
  public void add(String structureId, Score score) {
    scores.computeIfAbsent(structureId, id -> new ArrayList<>()).add(score);
    order.add(structureId);
  }

  /** How many scores there are. */
  int size() {
    return order.size();
  }

  /** The structures of which there are scores beyond the first so many. */
  List<String> since(int size) {
    return List.copyOf(order.subList(size, order.size()));
  }

  /**
   * The first score that answers a question.
   *
   * @param experimentId who asks; failures of other experiments, whose workers may have been at
   *     fault, are no answers
   */
  Optional<Score> answer(Question question, String experimentId) {
    return scores.getOrDefault(question.structureId(), List.of()).stream()
        .filter(score -> question.isAnsweredBy(score.outcome()))
        .filter(
            score ->
                !(score.outcome() instanceof Score.Failed)
                    || score.experimentId().equals(experimentId))
        .findFirst();
  }
}
