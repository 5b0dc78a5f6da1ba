package org.psopruner.worker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.NormalizationSettings;
import org.psopruner.messages.PrunedStructure;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.structure.Structure;

/** Candidates on the demo's network and images. */
public final class Candidates {
  private static final Path DEMO = Path.of(System.getProperty("psopruner.home"), "demo");

  /** The demo's network. */
  public static final FileReference BASELINE = FileReference.of(DEMO.resolve("small-cifar10.onnx"));

  /** The demo's images. */
  public static final DatasetReference IMAGES = images();

  /** Every channel of the demo's network. */
  public static final PrunedStructure FULL = full();

  private Candidates() {}

  private static DatasetReference images() {
    Path zip = DEMO.resolve("cifar10-sample.zip");
    return new DatasetReference(
        new FileReference(
            zip.toAbsolutePath().normalize().toUri(),
            Dataset.open(zip, new DatasetSettings(0.2)).sha256()),
        0.2,
        new NormalizationSettings(
            List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616)));
  }

  private static PrunedStructure full() {
    return new PrunedStructure(
        new TreeMap<>(
            Structure.full(ChannelGroups.of(OnnxReader.read(BASELINE.path()).network())).kept()));
  }

  /** Without the first channel of each group. */
  public static PrunedStructure withoutFirstChannels() {
    Map<String, List<Integer>> kept = new HashMap<>(FULL.kept());
    kept.replaceAll((group, channels) -> channels.subList(1, channels.size()));
    return new PrunedStructure(new TreeMap<>(kept));
  }

  /** A candidate of that structure, on 200 images after recalibration on 100. */
  public static Candidate of(PrunedStructure structure) {
    return of(structure, BASELINE, IMAGES);
  }

  /** One of many candidates of an experiment, for those who do not evaluate it. */
  public static Candidate numbered(String experimentId, int number) {
    Candidate candidate = of(FULL);
    return new Candidate(
        experimentId,
        "%064x".formatted(number),
        0,
        number,
        candidate.position(),
        candidate.structure(),
        candidate.baseline(),
        candidate.dataset(),
        candidate.evaluation(),
        candidate.toBeat());
  }

  public static Candidate of(
      PrunedStructure structure, FileReference baseline, DatasetReference images) {
    return new Candidate(
        "demo",
        "ab".repeat(32),
        3,
        5,
        List.of(0.5),
        structure,
        baseline,
        images,
        new EvaluationSettings(200, 100, 50),
        Optional.empty());
  }

  /** The same, trained for some steps before. */
  public static Candidate tuned(int steps, Candidate candidate) {
    EvaluationSettings settings = candidate.evaluation();
    return with(
        new EvaluationSettings(
            settings.validationImages(),
            settings.recalibrationImages(),
            settings.batch(),
            Optional.of(new EvaluationSettings.FineTuning(steps, 0.02))),
        candidate.toBeat(),
        candidate.structureId(),
        candidate);
  }

  /** The same, whose score may answer others. */
  public static Candidate shared(String structureId, Candidate candidate) {
    return with(candidate.evaluation(), candidate.toBeat(), Optional.of(structureId), candidate);
  }

  /** The same, with an accuracy to beat. */
  public static Candidate toBeat(double accuracy, Candidate candidate) {
    return toBeat(accuracy, 0, candidate);
  }

  /** The same, where the race may be lost when that is likely. */
  public static Candidate toBeat(double accuracy, double errorProbability, Candidate candidate) {
    return with(
        candidate.evaluation(),
        Optional.of(new Candidate.ToBeat(accuracy, errorProbability)),
        candidate.structureId(),
        candidate);
  }

  private static Candidate with(
      EvaluationSettings evaluation,
      Optional<Candidate.ToBeat> toBeat,
      Optional<String> structureId,
      Candidate candidate) {
    return new Candidate(
        candidate.experimentId(),
        candidate.evaluationId(),
        candidate.iteration(),
        candidate.particle(),
        candidate.position(),
        candidate.structure(),
        candidate.baseline(),
        candidate.dataset(),
        evaluation,
        toBeat,
        structureId);
  }
}
