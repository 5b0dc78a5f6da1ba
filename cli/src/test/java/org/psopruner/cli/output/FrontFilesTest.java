package org.psopruner.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.cli.BadInputException;
import org.psopruner.messages.rest.CandidateView;
import org.psopruner.messages.rest.EvaluationView;
import org.psopruner.messages.rest.ExperimentView.CostView;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;
import org.psopruner.messages.rest.StructureView.GroupView;
import org.psopruner.pruning.structure.StructureJson;

class FrontFilesTest {
  private static final CostView COST = new CostView(240, 9_000, 960);
  private static final String FIRST = "a".repeat(64);
  private static final String SECOND = "b".repeat(64);

  @TempDir Path folder;

  @Test
  void hasTheStructureOfEachCandidate() {
    write(FIRST, SECOND);

    assertThat(StructureJson.read(structure(FIRST)).kept("conv1")).containsExactly(0, 10);
    assertThat(StructureJson.read(structure(SECOND)).kept("conv1")).containsExactly(0, 11);
    assertThat(folder.resolve("front.csv")).content().contains(FIRST, SECOND);
  }

  @Test
  void whatIsNoLongerOnTheFrontGoesAndWhatIsTheUsersStays() throws IOException {
    write(FIRST);
    Path notes = Files.writeString(folder.resolve("front/notes.json"), "{}");

    write(SECOND);

    assertThat(structure(FIRST)).doesNotExist();
    assertThat(structure(SECOND)).exists();
    assertThat(notes).exists();
    assertThat(folder.resolve("front.csv")).content().contains(SECOND).doesNotContain(FIRST);
  }

  @Test
  void aFrontThatIsNotToldToItsEndChangesNothing() {
    write(FIRST);

    assertThatThrownBy(
            () ->
                new FrontFiles(folder)
                    .write(
                        front(SECOND),
                        id -> {
                          throw new IllegalStateException("gone");
                        }))
        .hasMessage("gone");

    assertThat(structure(FIRST)).exists();
    assertThat(structure(SECOND)).doesNotExist();
    assertThat(folder.resolve("front.csv")).content().contains(FIRST);
  }

  @Test
  void isRemovedWithoutWhatIsTheUsers() throws IOException {
    write(FIRST);
    Path notes = Files.writeString(folder.resolve("front/notes.json"), "{}");

    new FrontFiles(folder).remove();

    assertThat(structure(FIRST)).doesNotExist();
    assertThat(folder.resolve("front.csv")).doesNotExist();
    assertThat(notes).exists();
  }

  @Test
  void aFolderThatCannotBeUsedIsNamed() throws IOException {
    Path taken = Files.writeString(folder.resolve("front"), "a file");

    assertThatThrownBy(() -> write(FIRST))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(taken.toString());
  }

  private Path structure(String id) {
    return folder.resolve("front").resolve(id + ".json");
  }

  private void write(String... ids) {
    new FrontFiles(folder).write(front(ids), FrontFilesTest::candidate);
  }

  private static FrontView front(String... ids) {
    return new FrontView(
        40,
        COST,
        List.of(ids).stream().map(id -> new FrontPoint(id, 0, 0, 0.5, COST, true, true)).toList());
  }

  /** It keeps one channel that is its own. */
  private static CandidateView candidate(String id) {
    EvaluationView evaluation =
        new EvaluationView(
            0,
            0,
            id,
            Optional.of(0.5),
            Optional.empty(),
            Optional.of(1.25),
            Optional.of(400),
            COST,
            Optional.empty(),
            new TreeMap<>(),
            "worker-1",
            812,
            Optional.empty());
    GroupView group = new GroupView("conv1", 16, List.of(0, Integer.parseInt(id, 0, 1, 16)));
    return new CandidateView(evaluation, COST, List.of(group), List.of(), false, List.of());
  }
}
