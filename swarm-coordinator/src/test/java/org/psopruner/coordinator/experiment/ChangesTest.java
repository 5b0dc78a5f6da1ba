package org.psopruner.coordinator.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psopruner.coordinator.Scenario;
import org.psopruner.coordinator.search.StaircaseSpace;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ChangePlaced;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentChanged;
import org.psopruner.messages.ExperimentChanged.Change;
import org.psopruner.messages.ExperimentChanged.Delete;
import org.psopruner.messages.ExperimentChanged.Extend;
import org.psopruner.messages.ExperimentChanged.Pause;
import org.psopruner.messages.ExperimentChanged.Resume;
import org.psopruner.messages.ExperimentChanged.Retrain;
import org.psopruner.messages.ExperimentChanged.Stop;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.Message;
import org.psopruner.messages.Rung;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView;
import org.psopruner.messages.rest.ExperimentView.BestView;
import org.psopruner.messages.rest.ExperimentView.State;
import org.psopruner.messages.rest.IterationView;

class ChangesTest {
  private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
  private static final ExperimentSpec SPEC = Scenario.experiment("a", 5, 4);

  private final Experiments experiments = new Experiments(spec -> new StaircaseSpace(3, 50));
  private int requests;

  @Test
  void aPausedExperimentAsksForNothingButTakesWhatWasOut() {
    create(SPEC);
    List<Message> out = experiments.wanted("a");

    assertThat(change(new Pause())).isEmpty();
    assertThat(view().state()).isEqualTo(State.PAUSED);
    assertThat(experiments.wanted("a")).isEmpty();
    assertThat(experiments.outstanding()).isZero();
    assertThat(experiments.awaits("a", ((Candidate) out.get(0)).evaluationId())).isTrue();
    assertThat(experiments.askedSince()).contains(AT);

    out.forEach(candidate -> experiments.fold(Scenario.score((Candidate) candidate), AT));
    assertThat(view().evaluationsDone()).isEqualTo(5);
    assertThat(view().iteration()).isEqualTo(1);
    assertThat(experiments.wanted("a")).isEmpty();

    assertThat(change(new Resume())).isEmpty();
    assertThat(view().state()).isEqualTo(State.SEARCHING);
    assertThat(experiments.wanted("a")).hasSize(5);
    search();
    assertThat(experiments.wanted("a")).containsExactly(winner(SPEC));
  }

  @Test
  void theWinnerOfASearchThatEndsWhilePausedWaits() {
    create(Scenario.experiment("a", 5, 1));
    List<Message> out = experiments.wanted("a");
    change(new Pause());
    out.forEach(candidate -> experiments.fold(Scenario.score((Candidate) candidate), AT));
    assertThat(view().state()).isEqualTo(State.PAUSED);
    assertThat(experiments.wanted("a")).isEmpty();

    change(new Resume());

    assertThat(view().state()).isEqualTo(State.RETRAINING);
    assertThat(experiments.wanted("a")).singleElement().isInstanceOf(GlobalBest.class);
  }

  @Test
  void aStoppedExperimentHasNoModelAndLateScoresChangeNothing() {
    create(SPEC);
    List<Message> out = experiments.wanted("a");
    experiments.fold(Scenario.score((Candidate) out.get(0)), AT);

    assertThat(change(new Stop(false))).isEmpty();
    ExperimentView stopped = view();
    out.forEach(candidate -> experiments.fold(Scenario.score((Candidate) candidate), AT));

    assertThat(stopped.state()).isEqualTo(State.STOPPED);
    assertThat(view()).isEqualTo(stopped);
    assertThat(experiments.wanted("a")).isEmpty();
    assertThat(experiments.askedSince()).isEmpty();
  }

  @Test
  void theBestSoFarIsRetrainedWhereThatIsAskedFor() {
    create(SPEC);
    assertThat(change(new Stop(true)).orElseThrow().reason())
        .startsWith("nothing of experiment a was evaluated yet");
    iteration();
    List<Message> late = experiments.wanted("a");

    assertThat(change(new Stop(true))).isEmpty();
    List<Message> winner = experiments.wanted("a");
    late.forEach(candidate -> experiments.fold(Scenario.score((Candidate) candidate), AT));

    assertThat(view().state()).isEqualTo(State.RETRAINING);
    assertThat(winner).singleElement().isInstanceOf(GlobalBest.class);
    assertThat(experiments.wanted("a")).isEqualTo(winner);
    assertThat(((GlobalBest) winner.get(0)).evaluations()).isEqualTo(5);
  }

  @Test
  void aCandidateThatDidNotWinIsRetrainedWhereThatIsAskedFor() {
    create(SPEC);
    List<Message> first = experiments.wanted("a");
    iteration();
    String best = view().globalBest().orElseThrow().evaluationId();
    Candidate other =
        first.stream()
            .map(Candidate.class::cast)
            .filter(candidate -> !candidate.evaluationId().equals(best))
            .findFirst()
            .orElseThrow();
    assertThat(change(new Stop(false))).isEmpty();
    assertThat(change(new Retrain("f".repeat(64))).orElseThrow().reason())
        .startsWith("nothing of experiment a was evaluated on all images as fff");

    assertThat(change(new Retrain(other.evaluationId()))).isEmpty();

    assertThat(view().state()).isEqualTo(State.RETRAINING);
    GlobalBest chosen = (GlobalBest) experiments.wanted("a").get(0);
    assertThat(chosen.evaluationId()).isEqualTo(other.evaluationId());
    assertThat(chosen.structure()).isEqualTo(other.structure());
    assertThat(change(new Retrain(best)).orElseThrow().reason())
        .startsWith("experiment a is retraining; only while it is being searched");
  }

  /** It bears the id of its evaluation on the last rung. */
  @Test
  void theWinnerOfALadderThatWasClimbedWhilePausedIsRetrainedWhereThatIsAskedFor() {
    List<Message> rung = climbedWhilePaused();
    String best = view().globalBest().orElseThrow().evaluationId();
    assertThat(rung).anyMatch(candidate -> ((Candidate) candidate).evaluationId().equals(best));

    assertThat(change(new Retrain(best))).isEmpty();

    assertThat(view().state()).isEqualTo(State.RETRAINING);
    assertThat(view().globalBest().orElseThrow().evaluationId()).isEqualTo(best);
    Candidate winner =
        rung.stream()
            .map(Candidate.class::cast)
            .filter(candidate -> candidate.evaluationId().equals(best))
            .findFirst()
            .orElseThrow();
    assertThat(((GlobalBest) experiments.wanted("a").get(0)).structure())
        .isEqualTo(winner.structure());
  }

  @Test
  void theWinnerOfALadderIsStillShownOnceItsSearchIsStopped() {
    climbedWhilePaused();
    BestView best = view().globalBest().orElseThrow();

    assertThat(change(new Stop(true))).isEmpty();

    assertThat(view().globalBest()).contains(best);
    assertThat(experiments.evaluations("a").orElseThrow())
        .as("the one that is drawn")
        .filteredOn(best::isAt)
        .singleElement()
        .extracting(EvaluationView::evaluationId)
        .satisfies(id -> assertThat(candidate(id).best()).isTrue());
    assertThat(((GlobalBest) experiments.wanted("a").get(0)).evaluationId())
        .isEqualTo(best.evaluationId());
  }

  private CandidateView candidate(String evaluationId) {
    return experiments.candidate("a", evaluationId, List.of()).orElseThrow().orElseThrow();
  }

  /** What is compared on the only rung. */
  private List<Message> climbedWhilePaused() {
    EvaluationSettings allImages = new EvaluationSettings(5000, 500, 64);
    create(SPEC.with(List.of(new Rung(3, allImages))));
    while (((Candidate) experiments.wanted("a").get(0)).evaluation().equals(SPEC.evaluation())) {
      iteration();
    }
    List<Message> rung = experiments.wanted("a");
    change(new Pause());
    rung.forEach(candidate -> experiments.fold(Scenario.score((Candidate) candidate), AT));
    return rung;
  }

  @Test
  void anExtendedSearchFindsWhatALongerOneWouldHave() {
    create(SPEC);
    iteration();
    iteration();
    assertThat(change(new Extend(2))).isEmpty();
    assertThat(view().spec().swarm().iterations()).isEqualTo(6);
    assertThat(experiments.asked("a")).contains(SPEC);

    search();

    assertThat(view().iteration()).isEqualTo(6);
    assertThat(experiments.wanted("a"))
        .containsExactly(winner(SPEC.with(SPEC.swarm().extended(2))));
  }

  @Test
  void aSearchThatEndedWhilePausedGoesOnWhenItIsExtended() {
    create(Scenario.experiment("a", 5, 1));
    List<Message> out = experiments.wanted("a");
    change(new Pause());
    out.forEach(candidate -> experiments.fold(Scenario.score((Candidate) candidate), AT));

    change(new Extend(3));
    change(new Resume());
    search();

    assertThat(experiments.wanted("a")).containsExactly(winner(SPEC));
  }

  @Test
  void aDeletedExperimentIsNotShownAndItsIdStaysTaken() {
    create(SPEC);
    List<Message> out = experiments.wanted("a");

    assertThat(change(new Delete())).isEmpty();
    out.forEach(candidate -> experiments.fold(Scenario.score((Candidate) candidate), AT));

    assertThat(experiments.view("a")).isEmpty();
    assertThat(experiments.views()).isEmpty();
    assertThat(experiments.evaluations("a")).isEmpty();
    assertThat(experiments.wanted("a")).isEmpty();
    assertThat(experiments.contains("a")).isTrue();
    assertThat(experiments.fold(new ExperimentCreated(SPEC), AT)).isEmpty();
    assertThat(experiments.view("a")).isEmpty();
    assertThat(change(new Pause()).orElseThrow().kind()).isEqualTo(Refusal.Kind.UNKNOWN);
  }

  @Test
  void whatCannotBeDoneIsRefusedAndChangesNothing() {
    create(SPEC);
    assertThat(change(new Extend(199_997)).orElseThrow().reason())
        .isEqualTo(
            "iterations is 199997, which would make 200,001 of them; with 5 particles there may be"
                + " 200,000 in all");
    search();
    ExperimentView before = view();

    for (Change change : List.of(new Pause(), new Resume(), new Stop(false), new Extend(1))) {
      Refusal refusal = change(change).orElseThrow();
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.IMPOSSIBLE);
      assertThat(refusal.reason())
          .isEqualTo(
              "experiment a is retraining; only while it is being searched, or paused, can that be"
                  + " done");
    }
    assertThat(view()).isEqualTo(before);
  }

  @Test
  void aRevisionCountsWhatWasChangedAndGuardsAgainstOthers() {
    create(SPEC);
    assertThat(view().revision()).isZero();
    change(new Resume()); // nothing to be done
    assertThat(view().revision()).isZero();

    assertThat(changeIf(0, new Pause())).isEmpty();
    assertThat(view().revision()).isEqualTo(1);
    assertThat(experiments.isBehind("a", Optional.of(1))).isFalse();
    assertThat(experiments.isBehind("a", Optional.of(2))).isTrue();
    Refusal refusal = changeIf(0, new Delete()).orElseThrow();

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.STALE);
    assertThat(refusal.reason()).startsWith("experiment a is at revision 1, not at 0");
    assertThat(view().state()).isEqualTo(State.PAUSED);
  }

  @Test
  void aChangeHoldsFromItsPlaceAmongTheScoresOnceAndNotBefore() {
    create(SPEC);
    ExperimentChanged pause =
        new ExperimentChanged("a", "r", Optional.empty(), new ExperimentChanged.Pause());
    experiments.fold(pause, AT);
    assertThat(view().state()).isEqualTo(State.SEARCHING);

    assertThat(experiments.fold(new ChangePlaced("a", "r"), AT)).containsExactly("a");
    change(new Resume());
    experiments.fold(pause, AT);
    assertThat(experiments.fold(new ChangePlaced("a", "nobody"), AT)).isEmpty();

    assertThat(view().state()).isEqualTo(State.SEARCHING);
  }

  /** A replay reads all that was asked for and changed before the first score. */
  @ParameterizedTest
  @EnumSource(SwarmPace.class)
  void aReplayGivesTheSameStateWheneverTheChangesCame(SwarmPace pace) {
    List<ExperimentSpec> specs =
        List.of(
            Scenario.with(Scenario.sharing(Scenario.experiment("a", 5, 6)), pace),
            Scenario.with(Scenario.sharing(Scenario.experiment("same", 5, 6)), pace),
            Scenario.with(
                Scenario.with(Scenario.experiment("ring", 7, 5), SwarmVariant.RING), pace));
    for (int round = 0; round < 30; round++) {
      Random random = new Random(round);
      Experiments live = new Experiments(spec -> new StaircaseSpace(2, 9));
      List<Message> first = new ArrayList<>();
      List<Message> scores = new ArrayList<>();
      specs.forEach(spec -> fold(live, new ExperimentCreated(spec), first));
      Set<Message> published = new LinkedHashSet<>();
      List<Candidate> waiting = new ArrayList<>();
      for (int step = 0; step < 150; step++) {
        for (ExperimentSpec spec : specs) {
          live.wanted(spec.id()).stream()
              .filter(Candidate.class::isInstance)
              .filter(published::add)
              .forEach(candidate -> waiting.add((Candidate) candidate));
        }
        if (random.nextInt(8) == 0) {
          String id = specs.get(random.nextInt(specs.size())).id();
          String request = "r" + step;
          fold(
              live, new ExperimentChanged(id, request, Optional.empty(), anyChange(random)), first);
          fold(live, new ChangePlaced(id, request), scores);
        } else if (!waiting.isEmpty()) {
          Candidate next = waiting.remove(random.nextInt(waiting.size()));
          fold(live, Scenario.score(next), scores);
        }
      }

      Experiments replayed = new Experiments(spec -> new StaircaseSpace(2, 9));
      first.forEach(message -> replayed.fold(message, AT));
      scores.forEach(message -> replayed.fold(message, AT));

      assertThat(replayed.views()).isEqualTo(live.views());
      for (ExperimentSpec spec : specs) {
        assertThat(replayed.wanted(spec.id())).isEqualTo(live.wanted(spec.id()));
        assertThat(replayed.scores(spec.id())).isEqualTo(live.scores(spec.id()));
      }
    }
  }

  private static Change anyChange(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> new Pause();
      case 3, 4, 5, 6 -> new Resume();
      case 7 -> new Stop(random.nextBoolean());
      case 8 -> new Extend(1 + random.nextInt(3));
      default -> random.nextInt(4) == 0 ? new Delete() : new Resume();
    };
  }

  private static void fold(Experiments experiments, Message message, List<Message> log) {
    log.add(message);
    experiments.fold(message, AT);
  }

  @Test
  void theHistoryTellsOfEachIteration() {
    create(SPEC);
    Candidate failing = (Candidate) experiments.wanted("a").get(0);
    experiments.fold(Scenario.failed(failing, "the disk is full"), AT);
    search();

    List<IterationView> history = experiments.history("a").orElseThrow();
    assertThat(history).extracting(IterationView::iteration).containsExactly(0, 1, 2, 3);
    assertThat(history.get(0).failed()).isEqualTo(1);
    assertThat(history.get(0).evaluated()).isEqualTo(4);
    assertThat(history.get(3).bestSoFar()).contains(view().globalBest().orElseThrow().accuracy());
    assertThat(history.get(0).median().orElseThrow())
        .isBetween(history.get(0).worst().orElseThrow(), history.get(0).best().orElseThrow());
  }

  @Test
  void theStructureOfTheBestTellsWhatEachGroupKeeps() {
    create(SPEC);
    assertThat(experiments.structure("a").orElseThrow()).isEmpty();
    search();

    var structure = experiments.structure("a").orElseThrow().orElseThrow();
    GlobalBest best = (GlobalBest) experiments.wanted("a").get(0);
    assertThat(structure.groups())
        .hasSize(3)
        .allMatch(group -> group.channels() == 50)
        .allMatch(group -> best.structure().kept().get(group.group()).equals(group.kept()));
    assertThat(structure.best().evaluationId()).isEqualTo(best.evaluationId());
  }

  private void create(ExperimentSpec spec) {
    experiments.fold(new ExperimentCreated(spec), AT);
  }

  private Optional<Refusal> change(Change change) {
    return changed(Optional.empty(), change);
  }

  private Optional<Refusal> changeIf(int revision, Change change) {
    return changed(Optional.of(revision), change);
  }

  private Optional<Refusal> changed(Optional<Integer> revision, Change change) {
    String request = "request-" + requests++;
    experiments.fold(new ExperimentChanged("a", request, revision, change), AT);
    return experiments.place(new ChangePlaced("a", request), AT).refusal();
  }

  private ExperimentView view() {
    return experiments.view("a").orElseThrow();
  }

  /** Scores what is wanted now. */
  private void iteration() {
    experiments
        .wanted("a")
        .forEach(candidate -> experiments.fold(Scenario.score((Candidate) candidate), AT));
  }

  private void search() {
    while (experiments.wanted("a").stream().anyMatch(Candidate.class::isInstance)) {
      iteration();
    }
  }

  /** Of the same search without any change. */
  private static Message winner(ExperimentSpec spec) {
    Experiments alone = new Experiments(any -> new StaircaseSpace(3, 50));
    alone.fold(new ExperimentCreated(spec), AT);
    while (alone.wanted("a").get(0) instanceof Candidate candidate) {
      alone.fold(Scenario.score(candidate), AT);
    }
    return alone.wanted("a").get(0);
  }
}
