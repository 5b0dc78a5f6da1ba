package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.rest.EvaluationView;

class ThresholdSpacesTest {
  private static final Path SMALL =
      Path.of(System.getProperty("psopruner.home"), "demo", "small-cifar10.onnx");

  private final SearchSpaces spaces = new ThresholdSpaces();

  @TempDir Path folder;

  @Test
  void aBaselineIsSearchedWithinItsBudget() {
    SearchSpace space = spaces.open(experiment(SMALL, 0.1));
    SwarmSearch search = new SwarmSearch(experiment(SMALL, 0.1), space);

    search.outstanding().forEach(candidate -> search.take(Scenario.score(candidate)));

    assertThat(space.baseline().parameters()).isEqualTo(289_194);
    assertThat(space.dimensions()).isEqualTo(6);
    assertThat(search.evaluations())
        .isNotEmpty()
        .allMatch(evaluation -> evaluation.cost().parameters() <= 28_919)
        .allMatch(ThresholdSpacesTest::keepsSomethingOfEachGroup)
        .allMatch(ThresholdSpacesTest::keepsMultiplesOfEightOrAFew);
  }

  @Test
  void theSameBaselineAndBudgetGiveTheSameCandidates() {
    Candidate first = firstCandidate(spaces);

    assertThat(firstCandidate(new ThresholdSpaces())).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "L1_NORM")
  void eachCriterionChoosesOtherChannels(FilterCriterion criterion) {
    ExperimentSpec experiment = Scenario.with(experiment(SMALL, 0.1), criterion);
    Candidate candidate = new SwarmSearch(experiment, spaces.open(experiment)).outstanding().get(0);

    assertThat(candidate.position()).isEqualTo(firstCandidate(spaces).position());
    assertThat(candidate.structure()).isNotEqualTo(firstCandidate(spaces).structure());
  }

  @Test
  void aBaselineThatIsNotThereCannotBeSearched() {
    ExperimentSpec experiment = experiment(SMALL, 0.1);
    FileReference moved =
        new FileReference(folder.resolve("gone.onnx").toUri(), experiment.baseline().sha256());

    assertThatThrownBy(() -> spaces.open(Scenario.experiment("a", moved, 4, 1, 0.1)))
        .isInstanceOf(UnusableExperimentException.class)
        .hasMessage(folder.resolve("gone.onnx") + " is not there");
  }

  @Test
  void aFileThatIsNoNetworkCannotBeSearched() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.onnx"), "not a network");

    assertThatThrownBy(() -> spaces.open(experiment(text, 0.1)))
        .isInstanceOf(UnusableExperimentException.class)
        .hasMessageContaining(text.toString())
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void aBudgetThatNoStructureMeetsCannotBeSearched() {
    assertThatThrownBy(() -> spaces.open(experiment(SMALL, 1e-6)))
        .isInstanceOf(UnusableExperimentException.class)
        .hasMessageContaining("no structure meets the parameter budget of 0.0001 %");
  }

  @Test
  void aBaselineOutsideOfTheRootsCannotBeSearched() {
    SearchSpaces limited = new ThresholdSpaces(FileRoots.of(List.of(folder.toString())));

    assertThatThrownBy(() -> limited.open(experiment(SMALL, 0.1)))
        .isInstanceOf(UnusableExperimentException.class)
        .hasMessageContainingAll(
            "baseline.uri is " + SMALL.toUri(), "lies outside of " + folder, FileRoots.SETTING);
  }

  private static Candidate firstCandidate(SearchSpaces spaces) {
    ExperimentSpec experiment = experiment(SMALL, 0.1);
    return new SwarmSearch(experiment, spaces.open(experiment)).outstanding().get(0);
  }

  private static boolean keepsSomethingOfEachGroup(EvaluationView evaluation) {
    return evaluation.keptChannels().size() == 6
        && evaluation.keptChannels().values().stream().allMatch(kept -> kept >= 1);
  }

  /** Of groups of 32 to 128 channels: up to 4 are nearer to none than to 8. */
  private static boolean keepsMultiplesOfEightOrAFew(EvaluationView evaluation) {
    return evaluation.keptChannels().values().stream().allMatch(kept -> kept <= 4 || kept % 8 == 0);
  }

  private static ExperimentSpec experiment(Path baseline, double parameters) {
    return Scenario.experiment("a", FileReference.of(baseline), 8, 2, parameters);
  }
}
