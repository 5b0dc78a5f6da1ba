package org.psopruner.cli.remote;

import java.util.List;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.text.EvaluationIds;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.FrontView.FrontPoint;

/**
 * A candidate as a user names it: by the id of its evaluation or, if it is on the front, by the
 * beginning of that.
 *
 * @param argument of the command
 * @param text that the user gave
 */
record CandidateName(String argument, String text) {
  private static final int SHOWN = 8;

  /** The beginning of an id, as people are shown it. */
  static String shown(String evaluationId) {
    return evaluationId.substring(0, SHOWN);
  }

  /**
   * The candidate.
   *
   * @throws BadInputException if the experiment has none of that name, or several
   */
  CandidateView find(RemoteCoordinator coordinator, String experiment) {
    if (!EvaluationIds.isBeginning(text)) {
      throw new BadInputException(
          "%s is %s; it must be up to %d of the digits 0-9 and a-f, as psopruner front shows them"
              .formatted(argument, text.isEmpty() ? "empty" : text, EvaluationIds.DIGITS));
    }
    return coordinator.candidate(
        experiment, EvaluationIds.isWhole(text) ? text : onFront(coordinator, experiment));
  }

  private String onFront(RemoteCoordinator coordinator, String experiment) {
    List<String> found =
        coordinator.front(experiment).items().stream()
            .map(FrontPoint::evaluationId)
            .filter(id -> id.startsWith(text))
            .toList();
    if (found.isEmpty()) {
      throw new BadInputException(
          "%s is %s, and nothing on the front of %s begins so; psopruner front lists what is there, and what is not has to be named by all %d digits"
              .formatted(argument, text, experiment, EvaluationIds.DIGITS));
    }
    if (found.size() > 1) {
      throw new BadInputException(
          "%s is %s, and %d on the front of %s begin so; give more digits"
              .formatted(argument, text, found.size(), experiment));
    }
    return found.get(0);
  }
}
