package org.psopruner.cli.run;

import java.nio.file.Path;
import org.psopruner.cli.data.DataRequest;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.RetrainingSettings;
import org.psopruner.messages.SavingParameters;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.SwarmParameters;

/**
 * A run as it was asked for: every number is in its range, nothing was read yet.
 *
 * @param model the ONNX file
 * @param start of the swarm
 * @param structures how a particle becomes a structure
 * @param evaluation of each candidate
 * @param savings what is not computed
 * @param ladder how the best are compared in the end
 */
public record RunRequest(
    Path model,
    DataRequest data,
    SwarmParameters swarm,
    SwarmStart start,
    BudgetParameters budget,
    StructureParameters structures,
    EvaluationRequest evaluation,
    SavingParameters savings,
    LadderRequest ladder,
    RetrainingSettings retraining) {
  /** The best of the search is the global best. */
  public RunRequest(
      Path model,
      DataRequest data,
      SwarmParameters swarm,
      SwarmStart start,
      BudgetParameters budget,
      StructureParameters structures,
      EvaluationRequest evaluation,
      SavingParameters savings,
      RetrainingSettings retraining) {
    this(
        model,
        data,
        swarm,
        start,
        budget,
        structures,
        evaluation,
        savings,
        LadderRequest.NONE,
        retraining);
  }

  /** The same with another seed of the swarm. */
  public RunRequest withSeed(long seed) {
    return new RunRequest(
        model,
        data,
        swarm.withSeed(seed),
        start,
        budget,
        structures,
        evaluation,
        savings,
        ladder,
        retraining);
  }

  /** The same with a comparison of the best in the end. */
  public RunRequest with(LadderRequest other) {
    return new RunRequest(
        model, data, swarm, start, budget, structures, evaluation, savings, other, retraining);
  }
}
