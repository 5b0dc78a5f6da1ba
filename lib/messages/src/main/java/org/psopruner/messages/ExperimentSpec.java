package org.psopruner.messages;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.util.List;

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
 * @param ladder how the best of the search are compared in the end, at most {@value #MAX_RUNGS}
 *     rungs; each takes at most as many structures as the one before. The best on the last one is
 *     the global best, or that of the search without any
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
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Rung> ladder,
    RetrainingSettings retraining,
    URI output) {
  /** The most rungs of a ladder. */
  public static final int MAX_RUNGS = 10;

  public ExperimentSpec {
    Require.experimentId("id", id);
    Require.present("baseline", baseline);
    Require.present("dataset", dataset);
    Require.present("swarm", swarm);
    Require.present("budget", budget);
    Require.present("structures", structures);
    Require.present("evaluation", evaluation);
    Require.present("savings", savings);
    Require.present("ladder", ladder);
    ladder = List.copyOf(ladder);
    Require.that(
        ladder.size() <= MAX_RUNGS, "ladder", ladder.size() + " rungs", "of at most " + MAX_RUNGS);
    for (int i = 1; i < ladder.size(); i++) {
      int before = ladder.get(i - 1).structures();
      int now = ladder.get(i).structures();
      Require.that(
          now <= before,
          "ladder[" + i + "].structures",
          now,
          "at most " + before + ", as many as the rung before takes");
    }
    Require.present("retraining", retraining);
    Require.fileUri("output", output);
  }

  /** Without a ladder: the best of the search is the global best. */
  public ExperimentSpec(
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
    this(
        id,
        baseline,
        dataset,
        swarm,
        budget,
        structures,
        evaluation,
        savings,
        List.of(),
        retraining,
        output);
  }

  /** The same with another swarm. */
  public ExperimentSpec with(SwarmParameters other) {
    return new ExperimentSpec(
        id,
        baseline,
        dataset,
        other,
        budget,
        structures,
        evaluation,
        savings,
        ladder,
        retraining,
        output);
  }

  /** The same with another ladder. */
  public ExperimentSpec with(List<Rung> other) {
    return new ExperimentSpec(
        id,
        baseline,
        dataset,
        swarm,
        budget,
        structures,
        evaluation,
        savings,
        other,
        retraining,
        output);
  }
}
