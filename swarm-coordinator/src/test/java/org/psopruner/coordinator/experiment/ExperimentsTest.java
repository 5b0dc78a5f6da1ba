package org.psopruner.coordinator.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.coordinator.Scenario;
import org.psopruner.coordinator.search.StaircaseSpace;
import org.psopruner.coordinator.search.UnusableExperimentException;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ChangePlaced;
import org.psopruner.messages.ExperimentChanged;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.Message;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.State;

class ExperimentsTest {
  private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
  private static final ExperimentCreated CREATED =
      new ExperimentCreated(Scenario.experiment("a", 5, 4));
  private static final RetrainingProgress EPOCH =
      new RetrainingProgress("a", 1, 2, 0.8, 0.8, Optional.of("resumed after epoch 1"));
  private static final ModelReady READY = Scenario.model("a", Scenario.BASELINE);

  private final List<Message> log = new ArrayList<>();
  private final Experiments experiments = experiments();

  @Test
  void anExperimentSearchesRetrainsAndFinishes() {
    fold(CREATED);
    assertThat(view().state()).isEqualTo(State.SEARCHING);
    assertThat(view().createdAt()).isEqualTo(AT);
    assertThat(view().evaluationsOutstanding()).isEqualTo(5);

    search();
    assertThat(view().state()).isEqualTo(State.RETRAINING);
    assertThat(view().iteration()).isEqualTo(4);
    assertThat(wanted()).singleElement().isInstanceOf(GlobalBest.class);

    fold(EPOCH);
    assertThat(view().retraining().orElseThrow().epoch()).isEqualTo(1);

    fold(READY);
    assertThat(view().state()).isEqualTo(State.FINISHED);
    assertThat(view().retraining()).isPresent();
    assertThat(wanted()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SwarmPace.class)
  void aReplayedLogGivesTheSameStateAtEachPoint(SwarmPace pace) {
    fold(new ExperimentCreated(Scenario.with(CREATED.experiment(), pace)));
    search();
    fold(EPOCH);
    fold(READY);
    Experiments first = experiments();
    Experiments second = experiments();

    for (Message message : log) {
      first.fold(message, AT);
      second.fold(message, AT);
      assertThat(second.wanted("a")).isEqualTo(first.wanted("a"));
      assertThat(second.views()).isEqualTo(first.views());
    }
    assertThat(second.views()).isEqualTo(experiments.views());
    assertThat(second.evaluations("a")).isEqualTo(experiments.evaluations("a"));
  }

  @Test
  void whatComesAgainChangesNothing() {
    fold(CREATED);
    search();
    fold(READY);
    List<ExperimentView> before = experiments.views();

    List.copyOf(log).forEach(message -> assertThat(experiments.fold(message, AT)).isEmpty());
    experiments.fold(new RetrainingFailed("a", "too late"), AT);

    assertThat(experiments.views()).isEqualTo(before);
  }

  @Test
  void anExperimentOfWhichNoCandidateCanBeEvaluatedFails() {
    fold(CREATED);

    for (Message candidate : wanted()) {
      fold(Scenario.failed((Candidate) candidate, "the dataset is not there"));
    }

    assertThat(view().state()).isEqualTo(State.FAILED);
    assertThat(view().evaluationsFailed()).isEqualTo(5);
    assertThat(view().failure())
        .contains("no candidate could be evaluated; most often: the dataset is not there");
    assertThat(wanted()).isEmpty();
  }

  @Test
  void aRetrainingThatFailsFailsTheExperimentUntilAModelComesAfterAll() {
    fold(CREATED);
    search();

    fold(new RetrainingFailed("a", "disk full"));
    assertThat(view().failure()).contains("the retraining failed: disk full");

    fold(READY);
    assertThat(view().state()).isEqualTo(State.FINISHED);
    assertThat(view().failure()).isEmpty();
  }

  private static Experiments notOpened(RuntimeException reason) {
    Experiments experiments =
        new Experiments(
            spec -> {
              throw reason;
            });
    experiments.fold(CREATED, AT);
    return experiments;
  }

  @Test
  void anExperimentThatCannotBeSearchedFailsWithTheReason() {
    Experiments unusable = notOpened(new UnusableExperimentException("small.onnx is not there"));

    assertThat(unusable.view("a").orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(unusable.view("a").orElseThrow().failure()).contains("small.onnx is not there");
    assertThat(unusable.evaluations("a")).contains(List.of());
  }

  /** Each coordinator opens it again at each replay. */
  @Test
  void anExperimentWhoseFilesNoReaderExpectedFailsToo() {
    Experiments surprised = notOpened(new IllegalStateException("no such layer"));

    assertThat(surprised.view("a").orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(surprised.view("a").orElseThrow().failure().orElseThrow()).contains("no such layer");
  }

  @Test
  void experimentsGoOnSideBySideAndAreListedByAge() {
    fold(CREATED);
    fold(new ExperimentCreated(Scenario.experiment("A", 3, 1)));
    experiments.fold(new ExperimentCreated(Scenario.experiment("z", 3, 1)), AT.minusMillis(1));

    search();

    assertThat(experiments.views())
        .extracting(view -> view.spec().id())
        .containsExactly("z", "A", "a");
    assertThat(wanted()).hasSize(2).allMatch(GlobalBest.class::isInstance);
  }

  @Test
  void whatIsWantedWasAskedForWhenTheOldestOfItWas() {
    experiments.fold(
        new ExperimentCreated(
            Scenario.with(Scenario.experiment("a", 3, 4), SwarmPace.ASYNCHRONOUS)),
        AT);
    List<Message> first = wanted();

    experiments.fold(Scenario.score((Candidate) first.get(1)), AT.plusSeconds(1));
    experiments.fold(Scenario.score((Candidate) first.get(2)), AT.plusSeconds(2));
    assertThat(experiments.askedSince()).contains(AT);
    experiments.fold(Scenario.score((Candidate) first.get(0)), AT.plusSeconds(3));
    assertThat(experiments.askedSince()).contains(AT.plusSeconds(1));

    search();
    assertThat(experiments.askedSince()).isEmpty();
  }

  @Test
  void aMessageOfAnUnknownExperimentIsRefused() {
    assertThatThrownBy(() -> experiments.fold(EPOCH, AT))
        .isInstanceOf(UnknownExperimentException.class)
        .hasMessage("no experiment is called a");
  }

  @Test
  void aSecondExperimentOfTheSameSeedIsOverWithoutAnEvaluation() {
    fold(new ExperimentCreated(Scenario.sharing(CREATED.experiment())));
    search();
    Message winner = experiments.wanted("a").get(0);

    fold(new ExperimentCreated(Scenario.sharing(Scenario.experiment("A", 5, 4))));

    assertThat(experiments.wanted("A"))
        .singleElement()
        .usingRecursiveComparison()
        .ignoringFields("experiment")
        .isEqualTo(winner);
    assertThat(experiments.evaluations("A").orElseThrow())
        .hasSameSizeAs(experiments.evaluations("a").orElseThrow())
        .allMatch(evaluation -> evaluation.takenFrom().equals(Optional.of("a")));
    ExperimentView second = experiments.view("A").orElseThrow();
    assertThat(second.state()).isEqualTo(State.RETRAINING);
    assertThat(second.evaluationsTaken()).isEqualTo(second.evaluationsDone());
    assertThat(view().evaluationsTaken()).isZero();
  }

  @Test
  void whoDoesNotShareNeitherGivesNorTakesAndFailuresAreNotTaken() {
    fold(new ExperimentCreated(Scenario.sharing(CREATED.experiment())));
    Candidate failing = (Candidate) experiments.wanted("a").get(0);
    fold(Scenario.failed(failing, "the disk is full"));
    search();

    fold(new ExperimentCreated(Scenario.experiment("A", 5, 4)));
    assertThat(experiments.wanted("A")).hasSize(5);
    experiments.fold(new ExperimentCreated(Scenario.sharing(Scenario.experiment("z", 5, 4))), AT);
    assertThat(experiments.wanted("z"))
        .singleElement()
        .satisfies(
            candidate ->
                assertThat(((Candidate) candidate).structure()).isEqualTo(failing.structure()));
  }

  /** A replay reads all experiments before the first score. */
  @Test
  void aReplayThatKnowsAllExperimentsFromTheBeginningGivesWhatCameOneAfterAnother() {
    ExperimentSpec coarse = Scenario.sharing(Scenario.experiment("a", 5, 6));
    List<ExperimentSpec> specs =
        List.of(
            coarse,
            Scenario.sharing(Scenario.experiment("same", 5, 6)),
            Scenario.with(Scenario.sharing(Scenario.experiment("ring", 7, 5)), SwarmVariant.RING),
            Scenario.with(Scenario.sharing(Scenario.experiment("whole", 6, 5)), Racing.NONE),
            Scenario.experiment("alone", 5, 6));
    int taken = 0;
    for (int round = 0; round < 50; round++) {
      Random random = new Random(round);
      Experiments live = new Experiments(spec -> new StaircaseSpace(2, 9));
      List<ExperimentSpec> toCreate = new ArrayList<>(specs);
      Collections.shuffle(toCreate, random);
      Set<Message> published = new LinkedHashSet<>();
      List<Message> waiting = new ArrayList<>();
      List<Message> scores = new ArrayList<>();
      while (!toCreate.isEmpty() || !waiting.isEmpty()) {
        if (waiting.isEmpty() || (!toCreate.isEmpty() && random.nextInt(20) == 0)) {
          live.fold(new ExperimentCreated(toCreate.remove(0)), AT);
        } else {
          Candidate candidate = (Candidate) waiting.remove(random.nextInt(waiting.size()));
          Message score =
              random.nextInt(10) == 0
                  ? Scenario.failed(candidate, "bad luck")
                  : Scenario.score(candidate);
          scores.add(score);
          live.fold(score, AT);
        }
        specs.stream()
            .flatMap(spec -> live.wanted(spec.id()).stream())
            .filter(Candidate.class::isInstance)
            .filter(published::add)
            .forEach(waiting::add);
      }

      Experiments replayed = new Experiments(spec -> new StaircaseSpace(2, 9));
      specs.forEach(spec -> replayed.fold(new ExperimentCreated(spec), AT));
      scores.forEach(score -> replayed.fold(score, AT));

      assertThat(replayed.views()).isEqualTo(live.views());
      for (ExperimentSpec spec : specs) {
        assertThat(replayed.wanted(spec.id())).isEqualTo(live.wanted(spec.id()));
        assertThat(replayed.evaluations(spec.id())).isEqualTo(live.evaluations(spec.id()));
        assertThat(live.view(spec.id()).orElseThrow().state()).isNotEqualTo(State.SEARCHING);
        taken += live.view(spec.id()).orElseThrow().evaluationsTaken();
      }
    }
    assertThat(taken).isPositive();
  }

  @Test
  void whatWasTakenOverFromAnExperimentWhoseFilesAreGoneStays() {
    fold(created("gone"));
    search("gone");
    takeOver();
  }

  /** A replay cannot tell that these came too late. */
  @Test
  void whatCameAfterItsEndIsTakenOverToo() {
    fold(created("gone"));
    List<Message> late = experiments.wanted("gone");
    fold(Scenario.score((Candidate) late.get(0)));
    change("gone", Optional.of(0), new ExperimentChanged.Stop(false));
    late.forEach(candidate -> fold(Scenario.score((Candidate) candidate)));
    takeOver();
  }

  @Test
  void whatCameAfterItWasGivenUpIsTakenOverToo() {
    fold(created("gone"));
    Candidate slow = (Candidate) experiments.wanted("gone").get(0);
    fold(Scenario.failed(slow, "no worker was done with it"));
    fold(Scenario.score(slow));
    takeOver();
  }

  @Test
  void whatWasDeletedStaysSoWhereItsFilesAreGone() {
    fold(created("gone"));
    List<Message> late = experiments.wanted("gone");
    change("gone", Optional.of(0), new ExperimentChanged.Pause());
    change("gone", Optional.of(1), new ExperimentChanged.Delete());
    late.forEach(candidate -> fold(Scenario.score((Candidate) candidate)));
    assertThat(experiments.view("gone")).isEmpty();
    takeOver();
  }

  /** One that finds answers when it asks comes to rest where one does that waits for them. */
  @Test
  void aSearchThatTakesOverEndsWhereItsReplayDoes() {
    List<ExperimentCreated> created =
        Stream.of(Scenario.experiment("one", 5, 1_010), Scenario.experiment("a", 5, 5_000))
            .map(spec -> new ExperimentCreated(Scenario.sharing(spec)))
            .toList();
    Experiments live = new Experiments(spec -> new StaircaseSpace(2, 6));
    List<Message> scores = new ArrayList<>();
    for (ExperimentCreated each : created) {
      live.fold(each, AT);
      String id = each.experimentId();
      while (live.wanted(id).stream().anyMatch(Candidate.class::isInstance)) {
        scores.add(Scenario.score((Candidate) live.wanted(id).get(0)));
        live.fold(scores.get(scores.size() - 1), AT);
      }
    }
    assertThat(live.view("a").orElseThrow().evaluationsTaken()).isPositive();

    Experiments replayed = new Experiments(spec -> new StaircaseSpace(2, 6));
    created.forEach(each -> replayed.fold(each, AT));
    scores.forEach(score -> replayed.fold(score, AT));

    assertThat(replayed.views()).isEqualTo(live.views());
  }

  private static ExperimentCreated created(String id) {
    return new ExperimentCreated(Scenario.sharing(Scenario.experiment(id, 5, 4)));
  }

  private void change(String id, Optional<Integer> ifRevision, ExperimentChanged.Change change) {
    String request = "request-" + log.size();
    fold(new ExperimentChanged(id, request, ifRevision, change));
    fold(new ChangePlaced(id, request));
  }

  /** Plays the workers of one experiment alone. */
  private void search(String id) {
    while (experiments.wanted(id).stream().anyMatch(Candidate.class::isInstance)) {
      fold(Scenario.score((Candidate) experiments.wanted(id).get(0)));
    }
  }

  /** Another search begins, takes over scores, and is replayed without the files of the first. */
  private void takeOver() {
    fold(created("a"));
    search("a");
    assertThat(view().evaluationsTaken()).isPositive();

    Experiments replayed =
        new Experiments(
            spec -> {
              if (spec.id().equals("gone")) {
                throw new UnusableExperimentException("its baseline is not there");
              }
              return new StaircaseSpace(3, 50);
            });
    log.forEach(message -> replayed.fold(message, AT));

    assertThat(replayed.view("gone").map(ExperimentView::state))
        .isEqualTo(experiments.view("gone").map(view -> State.FAILED));
    assertThat(replayed.view("a")).isEqualTo(experiments.view("a"));
    assertThat(replayed.wanted("a")).isEqualTo(experiments.wanted("a"));
    assertThat(replayed.evaluations("a")).isEqualTo(experiments.evaluations("a"));
  }

  private static Experiments experiments() {
    return new Experiments(spec -> new StaircaseSpace(3, 50));
  }

  private List<Message> wanted() {
    return Stream.of("A", "a").flatMap(id -> experiments.wanted(id).stream()).toList();
  }

  private void fold(Message message) {
    log.add(message);
    experiments.fold(message, AT);
  }

  /** Plays the workers until nothing is left to be scored. */
  private void search() {
    for (List<Message> wanted = wanted();
        wanted.stream().anyMatch(Candidate.class::isInstance);
        wanted = wanted()) {
      wanted.stream()
          .filter(Candidate.class::isInstance)
          .forEach(candidate -> fold(Scenario.score((Candidate) candidate)));
    }
  }

  private ExperimentView view() {
    return experiments.view("a").orElseThrow();
  }
}
