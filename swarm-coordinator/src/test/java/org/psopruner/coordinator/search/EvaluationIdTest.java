package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.PrunedStructure;

class EvaluationIdTest {
  private static final ExperimentSpec EXPERIMENT = Scenario.experiment("a", 6, 5);
  private static final PrunedStructure STRUCTURE = structure(Map.of("x", List.of(0, 1)));

  @Test
  void itIsTheSameForTheSameEvaluationWhoeverAsksAndWhereverTheFilesLie() {
    FileReference elsewhere =
        new FileReference(URI.create("file:///elsewhere.onnx"), Scenario.BASELINE.sha256());

    assertThat(EvaluationId.of(Scenario.experiment("b", elsewhere, 9, 9, 0.1), STRUCTURE))
        .isEqualTo(EvaluationId.of(EXPERIMENT, STRUCTURE))
        .isEqualTo("9156ba16dffa7a8baca51826146cae7f1c245d66df12784e2dc51ed42e6f9a87");
  }

  @Test
  void itIsAnotherForAnotherBaselineStructureOrSetting() {
    String id = EvaluationId.of(EXPERIMENT, STRUCTURE);

    assertThat(
            EvaluationId.of(
                Scenario.experiment(
                    "a", new FileReference(Scenario.BASELINE.uri(), "b".repeat(64)), 6, 5, 0.5),
                STRUCTURE))
        .isNotEqualTo(id);
    assertThat(EvaluationId.of(EXPERIMENT, structure(Map.of("x", List.of(0, 2))))).isNotEqualTo(id);
    assertThat(EvaluationId.of(EXPERIMENT, structure(Map.of("x", List.of(0), "y", List.of(1)))))
        .isNotEqualTo(id);
    assertThat(EvaluationId.of(evaluatedWith(new EvaluationSettings(1000, 501, 128)), STRUCTURE))
        .isNotEqualTo(id);
    EvaluationSettings tuned =
        new EvaluationSettings(
            1000, 500, 128, Optional.of(new EvaluationSettings.FineTuning(10, 0.02)));
    assertThat(EvaluationId.of(evaluatedWith(tuned), STRUCTURE)).isNotEqualTo(id);
  }

  private static ExperimentSpec evaluatedWith(EvaluationSettings settings) {
    return new ExperimentSpec(
        EXPERIMENT.id(),
        EXPERIMENT.baseline(),
        EXPERIMENT.dataset(),
        EXPERIMENT.swarm(),
        EXPERIMENT.budget(),
        EXPERIMENT.structures(),
        settings,
        EXPERIMENT.savings(),
        EXPERIMENT.retraining(),
        EXPERIMENT.output());
  }

  private static PrunedStructure structure(Map<String, List<Integer>> kept) {
    return new PrunedStructure(new TreeMap<>(kept));
  }
}
