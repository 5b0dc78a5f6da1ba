package org.psopruner.cli.run;

import java.util.List;
import java.util.function.Supplier;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.report.SensitivityReport;
import org.psopruner.pruning.structure.ThresholdMapping;

/** Where a swarm starts. */
@FunctionalInterface
public interface SwarmStart {
  /**
   * The positions of the first particles; the others start anywhere. One that says nothing of a
   * criterion that is searched starts at the first choice.
   *
   * @param search what is searched
   * @return at most as many as there are particles
   * @throws org.psopruner.cli.BadInputException if it does not fit the search
   */
  List<double[]> positions(Search search);

  /**
   * What is searched.
   *
   * @param request as it was asked for
   * @param modelSha256 of the baseline's file
   * @param groups the names of the channel groups, one a coordinate
   * @param choices the criteria among which one more coordinate chooses, evenly and in this order;
   *     none if there is no such coordinate
   * @param mapping from positions to structures
   * @param analysis how sensitive the groups are, by the criterion of the search or, where that is
   *     searched or measured, by the L1 norm; made when it is asked for
   */
  record Search(
      RunRequest request,
      String modelSha256,
      List<String> groups,
      List<FilterCriterion> choices,
      ThresholdMapping mapping,
      Supplier<SensitivityReport> analysis) {}
}
