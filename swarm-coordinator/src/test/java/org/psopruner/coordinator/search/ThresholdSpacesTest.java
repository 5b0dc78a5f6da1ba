package org.psopruner.coordinator.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.coordinator.Scenario;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.BudgetParameters.LatencyBudget;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.StructureParameters;
import org.psopruner.messages.report.ImportanceReport;
import org.psopruner.messages.report.LatencyReport;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.swarm.Position;

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
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"L1_NORM", "SEARCHED", "MEASURED"})
  void eachCriterionChoosesOtherChannels(FilterCriterion criterion) {
    ExperimentSpec experiment = Scenario.with(experiment(SMALL, 0.1), criterion);
    Candidate candidate = new SwarmSearch(experiment, spaces.open(experiment)).outstanding().get(0);

    assertThat(candidate.position()).isEqualTo(firstCandidate(spaces).position());
    assertThat(candidate.structure()).isNotEqualTo(firstCandidate(spaces).structure());
  }

  @Test
  void theLastCoordinateChoosesACriterionThatIsSearched() {
    SearchSpace searched =
        spaces.open(Scenario.with(experiment(SMALL, 0.1), FilterCriterion.SEARCHED));
    List<FilterCriterion> choices =
        List.of(
            FilterCriterion.L1_NORM,
            FilterCriterion.L2_NORM,
            FilterCriterion.BATCH_NORM_SCALE,
            FilterCriterion.GEOMETRIC_MEDIAN);

    assertThat(searched.dimensions()).isEqualTo(7);
    for (int choice = 0; choice < 4; choice++) {
      SearchSpace one = spaces.open(Scenario.with(experiment(SMALL, 0.1), choices.get(choice)));
      Position groups = Position.of(0.1, 0.9, 0.3, 0.7, 0.5, 0.6);
      Position all = Position.of(0.1, 0.9, 0.3, 0.7, 0.5, 0.6, (choice + 0.9) / 4);
      assertThat(searched.at(all)).isEqualTo(one.at(groups));
    }
    assertThat(searched.at(Position.of(0.1, 0.9, 0.3, 0.7, 0.5, 0.6, 1)).structure())
        .isEqualTo(searched.at(Position.of(0.1, 0.9, 0.3, 0.7, 0.5, 0.6, 0.8)).structure());
  }

  @Test
  void whatAFileSaysIsTheLastChoiceOfACriterionThatIsSearched() {
    StructureParameters searched =
        new StructureParameters(FilterCriterion.SEARCHED, 8, Optional.of(importance()));
    SearchSpace space = spaces.open(Scenario.with(experiment(SMALL, 0.1), searched));
    SearchSpace measured =
        spaces.open(Scenario.with(experiment(SMALL, 0.1), searched.with(FilterCriterion.MEASURED)));
    SearchSpace median =
        spaces.open(
            Scenario.with(experiment(SMALL, 0.1), searched.with(FilterCriterion.GEOMETRIC_MEDIAN)));
    Position groups = Position.of(0.1, 0.9, 0.3, 0.7, 0.5, 0.6);

    assertThat(space.at(Position.of(0.1, 0.9, 0.3, 0.7, 0.5, 0.6, 0.81)))
        .isEqualTo(measured.at(groups))
        .isNotEqualTo(median.at(groups));
    assertThat(space.at(Position.of(0.1, 0.9, 0.3, 0.7, 0.5, 0.6, 0.79)))
        .isEqualTo(median.at(groups));
  }

  /** The later channels of a group are worth more. */
  private FileReference importance() {
    List<ImportanceReport.GroupValues> values =
        ChannelGroups.of(OnnxReader.read(SMALL).network()).groups().stream()
            .map(
                group ->
                    new ImportanceReport.GroupValues(
                        group.id(),
                        IntStream.range(0, group.size()).mapToObj(i -> (double) i).toList()))
            .toList();
    Path file = folder.resolve("importance.json");
    RecordJson.write(file, new ImportanceReport("0".repeat(64), "by their place", values));
    return FileReference.of(file);
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

  @Test
  void aStructureTakesNoMoreTimeThanItsBudgetAllows() {
    // Only the last convolution takes time worth mentioning.
    ExperimentSpec bounded =
        Scenario.with(
            experiment(SMALL, 1),
            new BudgetParameters(1, 1, 1, Optional.of(new LatencyBudget(0.5, latencies()))));
    Candidate free = firstCandidateOf(experiment(SMALL, 1));
    Candidate candidate = firstCandidateOf(bounded);

    assertThat(candidate.position()).isEqualTo(free.position());
    assertThat(free.structure().kept().get("features.17")).hasSizeGreaterThan(64);
    assertThat(candidate.structure().kept().get("features.17")).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void timesOfAnotherNetworkAreRefusedInOneLine() {
    LatencyReport none =
        new LatencyReport("0".repeat(64), "a phone", 1, 1, Optional.empty(), List.of());
    RecordJson.write(folder.resolve("none.json"), none);
    ExperimentSpec bounded =
        Scenario.with(
            experiment(SMALL, 1),
            new BudgetParameters(
                1,
                1,
                1,
                Optional.of(
                    new LatencyBudget(0.5, FileReference.of(folder.resolve("none.json"))))));

    assertThatThrownBy(() -> spaces.open(bounded))
        .isInstanceOf(UnusableExperimentException.class)
        .hasMessageStartingWith("the latency table has no layer features.0");
  }

  private FileReference latencies() {
    List<LatencyReport.LayerTimes> layers =
        OnnxReader.read(SMALL).network().layers().stream()
            .filter(layer -> layer instanceof Layer.Convolution || layer instanceof Layer.Dense)
            .map(ThresholdSpacesTest::times)
            .toList();
    Path file = folder.resolve("latency.json");
    RecordJson.write(
        file, new LatencyReport("0".repeat(64), "a phone", 1, 1, Optional.empty(), layers));
    return FileReference.of(file);
  }

  private static LatencyReport.LayerTimes times(Layer layer) {
    int inputs = layer.tensors().get(0).dim(1);
    int outputs = layer.tensors().get(0).dim(0);
    double full = layer.name().equals("features.17") ? outputs : 1e-6;
    return new LatencyReport.LayerTimes(
        layer.name(), List.of(inputs), List.of(1, outputs), List.of(List.of(1e-6, full)));
  }

  private Candidate firstCandidateOf(ExperimentSpec experiment) {
    return new SwarmSearch(experiment, spaces.open(experiment)).outstanding().get(0);
  }

  @Test
  void theFirstParticleStartsWhereTheExperimentSays() {
    List<Double> start = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    ExperimentSpec experiment = Scenario.startingAt(experiment(SMALL, 0.1), List.of(start));
    List<Candidate> first = new SwarmSearch(experiment, spaces.open(experiment)).outstanding();

    assertThat(first.get(0).position()).isEqualTo(start);
    assertThat(first.get(1).position()).isNotEqualTo(start);
  }

  @Test
  void aStartOfAnotherNumberOfGroupsIsRefused() {
    ExperimentSpec experiment =
        Scenario.startingAt(experiment(SMALL, 0.1), List.of(List.of(0.1, 0.2)));

    assertThatThrownBy(() -> spaces.open(experiment))
        .isInstanceOf(UnusableExperimentException.class)
        .hasMessage(
            "swarm.start[0] has 2 values; a position has 6: one a channel group, and one for a criterion that is searched");
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
