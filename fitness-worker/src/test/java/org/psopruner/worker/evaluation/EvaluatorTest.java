package org.psopruner.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.psopruner.worker.Candidates.BASELINE;
import static org.psopruner.worker.Candidates.FULL;
import static org.psopruner.worker.Candidates.IMAGES;
import static org.psopruner.worker.Candidates.withoutFirstChannels;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.DatasetException;
import org.psopruner.engine.Engine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.dl4j.Dl4jEngine;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.messages.Score;
import org.psopruner.messages.UnreadableFileException;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.UnreadableOnnxException;
import org.psopruner.worker.Candidates;

class EvaluatorTest {
  private final FakeEngine engine = new FakeEngine(0.25);
  private final Evaluator evaluator = new Evaluator(engine, "worker-1", everySecond());

  @Test
  void aScoreSaysWhatTheEvaluationFound() {
    Candidate candidate = Candidates.of(withoutFirstChannels());

    assertThat(evaluator.score(candidate))
        .isEqualTo(
            new Score(
                candidate.experimentId(),
                candidate.evaluationId(),
                candidate.iteration(),
                candidate.particle(),
                new Score.Evaluated(1, 0.25, 200),
                "worker-1",
                1000,
                Optional.empty()));
  }

  @Test
  void aListenerLearnsOfTheScoreAndOfTheSizeOfTheStructure() {
    Map<Score, OptionalDouble> ended = new HashMap<>();
    Evaluator told = new Evaluator(engine, "worker-1", everySecond(), FileRoots.ANY, ended::put);

    Score full = told.score(Candidates.of(FULL));
    assertThat(ended).containsExactly(Map.entry(full, OptionalDouble.of(1)));
    ended.clear();
    Score smaller = told.score(Candidates.of(withoutFirstChannels()));

    assertThat(ended).containsOnlyKeys(smaller);
    assertThat(ended.get(smaller).orElseThrow()).isBetween(0.9, 0.99);
  }

  @Test
  void aListenerHearsHowFarAnEvaluationIsAfterEachMiniBatch() {
    List<String> heard = new ArrayList<>();
    EvaluationListener listener =
        new EvaluationListener() {
          @Override
          public void ended(Score score, OptionalDouble size) {
            heard.add("ended");
          }

          @Override
          public void looked(int images, int of) {
            heard.add(images + " of " + of);
          }
        };
    Evaluator told = new Evaluator(engine, "worker-1", everySecond(), FileRoots.ANY, listener);

    told.score(Candidates.of(FULL));

    assertThat(heard)
        .containsExactly(
            "0 of 200", "50 of 200", "100 of 200", "150 of 200", "200 of 200", "ended");
  }

  @Test
  void filesOutsideOfTheRootsAreNotRead() {
    FileRoots roots = FileRoots.of(List.of("/nowhere"));
    Evaluator limited = new Evaluator(engine, "worker-1", everySecond(), roots);

    assertThatThrownBy(() -> limited.score(Candidates.of(FULL)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContainingAll("baseline.uri is file://", "lies outside of /nowhere");
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void aCandidateIsRecalibratedBeforeItIsEvaluated() {
    evaluator.score(Candidates.of(FULL));

    assertThat(engine.calls())
        .satisfiesExactly(
            load -> assertThat(load).startsWith("load ").endsWith("mean [0.4914, 0.4822, 0.4465]"),
            recalibrate -> assertThat(recalibrate).isEqualTo("recalibrate on 100 in batches of 50"),
            evaluate -> assertThat(evaluate).isEqualTo("evaluate 200 in batches of 50"),
            close -> assertThat(close).isEqualTo("close"));
  }

  @Test
  void aRealNetworkIsEvaluatedUntilItIsCertainThatItBeatsNothing() {
    Evaluator real = new Evaluator(new Dl4jEngine(1), "worker-1", everySecond());
    Candidate candidate = Candidates.of(withoutFirstChannels());
    Score.Evaluated whole = (Score.Evaluated) real.score(candidate).outcome();

    assertThat(real.score(Candidates.toBeat(whole.accuracy() - 0.005, candidate)).outcome())
        .isInstanceOfSatisfying(
            Score.Evaluated.class,
            again -> {
              assertThat(again.accuracy()).isEqualTo(whole.accuracy());
              // In another order: some processors round by an image's place in its batch.
              assertThat(again.loss()).isCloseTo(whole.loss(), within(1e-6));
              assertThat(again.images()).isEqualTo(200);
            });
    assertThat(real.score(Candidates.toBeat(0.99, candidate)).outcome())
        .isInstanceOfSatisfying(
            Score.Outrun.class,
            outrun -> {
              assertThat(outrun.accuracyAtMost()).isBetween(whole.accuracy(), 0.99);
              assertThat(outrun.images()).isEqualTo(50);
            });
  }

  @Test
  void whatIsWrongComesFirstOnceItIsKnownSoThatARaceIsLostEarly() {
    Candidate candidate = Candidates.of(withoutFirstChannels());
    Evaluator real = new Evaluator(new Dl4jEngine(1), "worker-1", everySecond());
    Score.Evaluated whole = (Score.Evaluated) real.score(candidate).outcome();
    Candidate lost = Candidates.toBeat(whole.accuracy(), candidate);
    long wrong = Math.round(200 * (1 - whole.accuracy()));
    assertThat(wrong).isBetween(1L, 149L);

    // All wrong ones, to the end of their batch of 50.
    assertThat(real.score(lost).outcome())
        .isEqualTo(new Score.Outrun(whole.accuracy(), (int) ((wrong + 49) / 50 * 50), 0));
  }

  @Test
  void imagesForARaceThatIsLikelyLostStayAsTheyWereDrawn() {
    Candidate candidate = Candidates.of(withoutFirstChannels());
    Candidate likely = Candidates.toBeat(0.97, 0.4, candidate);
    Evaluator knowing = new Evaluator(new Dl4jEngine(1), "worker-1", everySecond());
    knowing.score(candidate);

    assertThat(knowing.score(likely).outcome())
        .isEqualTo(
            new Evaluator(new Dl4jEngine(1), "worker-2", everySecond()).score(likely).outcome());
  }

  @Test
  void aRealNetworkIsTunedTheSameEachTimeAndIsBetterForIt() {
    Evaluator real = new Evaluator(new Dl4jEngine(1), "worker-1", everySecond());
    Candidate candidate = Candidates.of(withoutFirstChannels());
    Score.Evaluated untuned = (Score.Evaluated) real.score(candidate).outcome();

    Score.Outcome tuned = real.score(Candidates.tuned(4, candidate)).outcome();

    assertThat(tuned)
        .isEqualTo(real.score(Candidates.tuned(4, candidate)).outcome())
        .isInstanceOfSatisfying(
            Score.Evaluated.class, found -> assertThat(found.loss()).isLessThan(untuned.loss()));
  }

  @Test
  void anEngineThatCannotTrainSaysSo() {
    assertThat(evaluator.score(Candidates.tuned(4, Candidates.of(FULL))).outcome())
        .isInstanceOfSatisfying(
            Score.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .startsWith("evaluation.fineTuning is of 4 steps, but")
                    .endsWith("cannot train"));
  }

  @Test
  void aStructureThatIsNotOfTheBaselineFails() {
    Candidate candidate =
        Candidates.of(new PrunedStructure(new TreeMap<>(java.util.Map.of("no-group", List.of(0)))));

    assertThat(evaluator.score(candidate).outcome())
        .isInstanceOfSatisfying(
            Score.Failed.class,
            failed -> assertThat(failed.reason()).contains("the network has 6"));
  }

  @Test
  void aFileThatIsNoNetworkFails(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "no network");

    assertThat(evaluator.score(Candidates.of(FULL, FileReference.of(text), IMAGES)).outcome())
        .isInstanceOfSatisfying(
            Score.Failed.class,
            failed -> assertThat(failed.reason()).contains("no ONNX model").hasLineCount(1));
  }

  /** Another worker may have more memory. */
  @Test
  void aBaselineThatIsTooMuchForThisWorkerIsNotTheCandidatesFault(@TempDir Path folder)
      throws IOException {
    // Two bytes each, which stand for an object of more than a hundred.
    byte[] opsets = new byte[Math.toIntExact(Runtime.getRuntime().maxMemory() / 300)];
    for (int i = 0; i + 1 < opsets.length; i += 2) {
      opsets[i] = 0x42; // field 8 of a model, with nothing in it
    }
    FileReference much = FileReference.of(Files.write(folder.resolve("much.onnx"), opsets));

    assertThatThrownBy(() -> evaluator.score(Candidates.of(FULL, much, IMAGES)))
        .isInstanceOf(UnreadableOnnxException.class)
        .hasMessageContaining("give this process more memory");
  }

  @Test
  void aScoreSaysOfWhichStructureItIs() {
    Candidate candidate = Candidates.shared("cd".repeat(32), Candidates.of(FULL));

    assertThat(evaluator.score(candidate).structureId()).contains("cd".repeat(32));
  }

  @Test
  void aLossThatIsNoNumberFails() {
    Evaluator broken = new Evaluator(new FakeEngine(Double.NaN), "worker-1", everySecond());

    assertThat(broken.score(Candidates.of(FULL)).outcome())
        .isEqualTo(new Score.Failed("its loss is NaN"));
  }

  @Test
  void aMissingOrChangedBaselineIsNotTheCandidatesFault(@TempDir Path folder) throws IOException {
    FileReference missing =
        new FileReference(folder.resolve("gone.onnx").toUri(), BASELINE.sha256());
    Path copy = Files.copy(BASELINE.path(), folder.resolve("copy.onnx"));
    FileReference changed = FileReference.of(copy);
    Files.writeString(copy, "changed");

    assertThatThrownBy(() -> evaluator.score(Candidates.of(FULL, missing, IMAGES)))
        .isInstanceOf(UnreadableFileException.class);
    assertThat(evaluator.score(Candidates.of(FULL)).outcome()).isInstanceOf(Score.Evaluated.class);
    Evaluator fresh = new Evaluator(engine, "worker-2", everySecond());
    assertThatThrownBy(() -> fresh.score(Candidates.of(FULL, changed, IMAGES)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("it was changed");
  }

  @Test
  void otherImagesAreNotTheCandidatesFault() {
    DatasetReference other =
        new DatasetReference(
            new FileReference(IMAGES.file().uri(), "0".repeat(64)), 0.2, IMAGES.normalization());

    assertThatThrownBy(() -> evaluator.score(Candidates.of(FULL, BASELINE, other)))
        .isInstanceOf(DatasetException.class);
  }

  @Test
  void truncatedFilesAreNotTheCandidatesFault(@TempDir Path folder) throws IOException {
    FileReference baseline = new FileReference(half(BASELINE.path(), folder), BASELINE.sha256());
    DatasetReference images =
        new DatasetReference(
            new FileReference(half(IMAGES.file().path(), folder), IMAGES.file().sha256()),
            0.2,
            IMAGES.normalization());

    assertThatThrownBy(() -> evaluator.score(Candidates.of(FULL, baseline, IMAGES)))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("it was changed or is another file");
    Evaluator fresh = new Evaluator(engine, "worker-2", everySecond());
    assertThatThrownBy(() -> fresh.score(Candidates.of(FULL, BASELINE, images)))
        .isInstanceOf(DatasetException.class);
  }

  private static URI half(Path file, Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Files.write(folder.resolve(file.getFileName()), Arrays.copyOf(bytes, bytes.length / 2))
        .toUri();
  }

  @Test
  void anEngineThatRunsOutOfMemoryIsNotTheCandidatesFault() {
    OutOfMemoryError error = new OutOfMemoryError("Physical memory usage is too high");
    RuntimeException allocation = new IllegalArgumentException("std::bad_alloc");

    assertThatThrownBy(() -> failing(error).score(Candidates.of(FULL))).isSameAs(error);
    assertThatThrownBy(() -> failing(new IllegalStateException(error)).score(Candidates.of(FULL)))
        .isSameAs(error);
    assertThatThrownBy(() -> failing(allocation).score(Candidates.of(FULL)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("std::bad_alloc");
  }

  private static Evaluator failing(Throwable failure) {
    Engine engine =
        new Engine() {
          @Override
          public String description() {
            return "fails";
          }

          @Override
          public RunnableNetwork load(Network network, Normalization normalization) {
            if (failure instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) failure;
          }
        };
    return new Evaluator(engine, "worker-3", everySecond());
  }

  @Test
  void filesAreReadOnce(@TempDir Path folder) throws IOException {
    Path copy = Files.copy(BASELINE.path(), folder.resolve("copy.onnx"));
    Candidate candidate = Candidates.of(FULL, FileReference.of(copy), IMAGES);
    evaluator.score(candidate);
    Files.delete(copy);

    assertThat(evaluator.score(candidate).outcome()).isInstanceOf(Score.Evaluated.class);
  }

  private static InstantSource everySecond() {
    Iterator<Instant> seconds =
        LongStream.iterate(0, s -> s + 1).mapToObj(Instant::ofEpochSecond).iterator();
    return seconds::next;
  }
}
