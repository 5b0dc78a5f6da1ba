package org.psopruner.messages;

import java.net.URI;

/**
 * One search and all that fixes it.
 *
 * @param id unique; letters, digits, '.', '_' and '-', the first no '.', at most 100
 * @param baseline the ONNX file to prune
 * @param dataset what it is evaluated and retrained on
 * @param swarm how the search moves
 * @param budget what a structure may cost
 * @param structures how a particle becomes a structure
 * @param evaluation how a candidate is evaluated
 * @param savings what is not computed
 * @param retraining how the global best is retrained
 * @param output the folder that takes the finished model, as a {@code file:} URI
 */
public record ExperimentSpec(
    String id,
    FileReference baseline,
    DatasetReference dataset,
    SwarmParameters swarm,
    BudgetParameters budget,
    StructureParameters structures,
    EvaluationSettings evaluation,
    SavingParameters savings,
    RetrainingSettings retraining,
    URI output) {
  public ExperimentSpec {
    Require.experimentId("id", id);
    Require.present("baseline", baseline);
    Require.present("dataset", dataset);
    Require.present("swarm", swarm);
    Require.present("budget", budget);
    Require.present("structures", structures);
    Require.present("evaluation", evaluation);
    Require.present("savings", savings);
    Require.present("retraining", retraining);
    Require.fileUri("output", output);
  }

  /** The same with another swarm. */
  public ExperimentSpec with(SwarmParameters other) {
    return new ExperimentSpec(
        id, baseline, dataset, other, budget, structures, evaluation, savings, retraining, output);
  }
}
