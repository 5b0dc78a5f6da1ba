package org.psopruner.messages;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRootsTest {
  @TempDir Path temp;
  private Path inside;
  private Path outside;
  private FileRoots roots;

  @BeforeEach
  void makeFolders() throws Exception {
    inside = Files.createDirectory(temp.resolve("data"));
    outside = Files.createDirectory(temp.resolve("database"));
    Files.writeString(inside.resolve("model.onnx"), "x");
    Files.writeString(outside.resolve("secret"), "x");
    roots = FileRoots.of(List.of("/nowhere", " " + inside));
  }

  @Test
  void whatLiesInsideMayBeReadAndMade() {
    assertThatCode(() -> roots.require(spec("model.onnx"))).doesNotThrowAnyException();
    assertThatCode(() -> roots.require(spec("new/folder/model"))).doesNotThrowAnyException();
    assertThatCode(() -> roots.require(spec("new/../model.onnx"))).doesNotThrowAnyException();
  }

  @Test
  void whatLiesOutsideIsRefusedInOneLine() {
    assertRefused(spec("../database/secret"), "baseline.uri is file://", "lies outside of");
    assertRefused(spec("%2e%2e/database/secret"), "lies outside of /nowhere, " + inside);
    assertRefused(spec("new/../../database/new"), FileRoots.SETTING);
    assertRefused(spec("../databasf"), "add its folder");
  }

  @Test
  void linksAreFollowedBeforeItIsDecided() throws Exception {
    Files.createSymbolicLink(inside.resolve("out"), outside);
    Files.createSymbolicLink(inside.resolve("dangling"), outside.resolve("none"));
    Files.createSymbolicLink(temp.resolve("in"), inside);

    assertRefused(spec("out/secret"), "lies outside of");
    assertRefused(spec("out/new/file"), "lies outside of");
    assertRefused(spec("dangling"), "cannot be followed");
    assertThatCode(() -> roots.require(spec("../in/model.onnx"))).doesNotThrowAnyException();
    FileRoots byLink = FileRoots.of(List.of(temp.resolve("in").toString()));
    assertThatCode(() -> byLink.require(spec("model.onnx"))).doesNotThrowAnyException();
  }

  @Test
  void allFilesOfAModelMustLieInside() {
    FileReference in = new FileReference(inside.resolve("model.onnx").toUri(), "0".repeat(64));
    FileReference out = new FileReference(outside.resolve("secret").toUri(), "0".repeat(64));

    assertThatCode(() -> roots.require(model(in, in, in))).doesNotThrowAnyException();
    assertRefused(model(out, in, in), "model.uri is file://");
    assertRefused(model(in, out, in), "report.uri is file://");
    assertRefused(model(in, in, out), "files[1].uri is file://");
  }

  private void assertRefused(ModelReady model, String reason) {
    assertThatThrownBy(() -> roots.require(model))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("lies outside of");
  }

  private static ModelReady model(FileReference model, FileReference report, FileReference file) {
    ModelReady some = Samples.READY;
    return new ModelReady(
        some.globalBestId(),
        some.experimentId(),
        model,
        some.bytes(),
        report,
        List.of(model, file),
        some.signature(),
        some.baseline(),
        some.structure(),
        some.metrics(),
        some.seed(),
        some.codeVersion());
  }

  @Test
  void everythingMayBeReadWhereNothingIsSet() {
    assertThatCode(() -> FileRoots.ANY.require(spec("../database/secret")))
        .doesNotThrowAnyException();
    assertThatCode(() -> FileRoots.of(List.of()).require(Samples.SPEC)).doesNotThrowAnyException();
  }

  @Test
  void aRootThatIsNoAbsolutePathIsRefused() {
    assertThatThrownBy(() -> FileRoots.of(List.of("data")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "psopruner.files.roots is 'data'; it must be absolute paths of folders, apart at"
                + " commas");
  }

  @Test
  void dataAndOutputAreLookedAtToo() {
    URI good = inside.resolve("model.onnx").toUri();
    URI bad = outside.resolve("secret").toUri();
    assertRefused(spec(good, bad, good), "dataset.file.uri is " + bad);
    assertRefused(spec(good, good, bad), "output is " + bad);
    assertRefused(spec(good, good, good, bad), "budget.latency.table.uri is " + bad);
    Candidate candidate =
        new Candidate(
            "x",
            Samples.ID,
            0,
            0,
            List.of(),
            Samples.STRUCTURE,
            reference(bad),
            dataset(good),
            Samples.EVALUATION,
            Optional.empty());
    assertThatThrownBy(() -> roots.require(candidate))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith("baseline.uri is " + bad);
  }

  private void assertRefused(ExperimentSpec spec, String... parts) {
    assertThatThrownBy(() -> roots.require(spec))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  private ExperimentSpec spec(String relative) {
    URI good = inside.resolve("model.onnx").toUri();
    return spec(URI.create(inside.toUri() + relative), good, good);
  }

  private ExperimentSpec spec(URI baseline, URI data, URI output) {
    return spec(baseline, data, output, inside.resolve("model.onnx").toUri());
  }

  private static ExperimentSpec spec(URI baseline, URI data, URI output, URI latency) {
    ExperimentSpec sample = Samples.SPEC;
    return new ExperimentSpec(
        sample.id(),
        reference(baseline),
        dataset(data),
        sample.swarm(),
        new BudgetParameters(
            1, 1, 1, Optional.of(new BudgetParameters.LatencyBudget(0.5, reference(latency)))),
        sample.structures(),
        sample.evaluation(),
        sample.savings(),
        sample.retraining(),
        output);
  }

  private static DatasetReference dataset(URI uri) {
    return new DatasetReference(reference(uri), 0.1, Samples.DATASET.normalization());
  }

  private static FileReference reference(URI uri) {
    return new FileReference(uri, "0".repeat(64));
  }
}
