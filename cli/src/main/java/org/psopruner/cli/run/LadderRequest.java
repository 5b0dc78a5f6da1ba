package org.psopruner.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.EvaluationSettings.FineTuning;
import org.psopruner.messages.Rung;

/**
 * How the best of a search are compared in the end.
 *
 * @param finalists structures that are evaluated on all validation images; none if 0
 * @param tuning of the best third of these, before they are evaluated once more, if there is any
 */
public record LadderRequest(int finalists, Optional<FineTuning> tuning) {
  /** The best of the search is the global best. */
  public static final LadderRequest NONE = new LadderRequest(0, Optional.empty());

  /** Of three structures one goes on, as successive halving does it by default. */
  private static final int ONE_OF = 3;

  /**
   * The rungs.
   *
   * @param search how the search evaluates
   * @param available validation images
   */
  List<Rung> rungs(EvaluationSettings search, int available) {
    List<Rung> rungs = new ArrayList<>();
    if (finalists > 0) {
      rungs.add(new Rung(finalists, settings(search, available, search.fineTuning())));
      if (tuning.isPresent()) {
        int tuned = (finalists + ONE_OF - 1) / ONE_OF;
        rungs.add(new Rung(tuned, settings(search, available, tuning)));
      }
    }
    return rungs;
  }

  private static EvaluationSettings settings(
      EvaluationSettings search, int images, Optional<FineTuning> tuning) {
    return new EvaluationSettings(images, search.recalibrationImages(), search.batch(), tuning);
  }
}
