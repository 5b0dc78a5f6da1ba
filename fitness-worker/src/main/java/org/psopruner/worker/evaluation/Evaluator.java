package org.psopruner.worker.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.data.ValidationSet;
import org.psopruner.engine.EvaluableNetwork;
import org.psopruner.engine.Evaluation;
import org.psopruner.engine.EvaluationEngine;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.OutOfMemory;
import org.psopruner.engine.Race;
import org.psopruner.engine.RunnableNetwork;
import org.psopruner.engine.Verdicts;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.DatasetReference;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.Reason;
import org.psopruner.messages.Score;
import org.psopruner.pruning.cost.CostModel;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.onnx.OnnxException;
import org.psopruner.pruning.onnx.OnnxModel;
import org.psopruner.pruning.onnx.OnnxReader;
import org.psopruner.pruning.onnx.UnreadableOnnxException;
import org.psopruner.pruning.structure.Structure;
import org.psopruner.pruning.surgery.Surgery;

/**
 * Scores candidates: prunes the baseline, fine-tunes it if that is asked for, recalibrates it and
 * evaluates it on validation images. The baselines and the data that were used last stay in memory,
 * by their hashes. Not safe for use by several threads at once.
 */
public final class Evaluator {
  private static final int BASELINES = 2;
  private static final int DATASETS = 1;
  private static final int ORDERS = 2;

  private final EvaluationEngine engine;
  private final String worker;
  private final InstantSource clock;
  private final FileRoots roots;
  private final EvaluationListener listener;
  private final RecentlyUsed<String, Baseline> baselines = new RecentlyUsed<>(BASELINES);
  private final RecentlyUsed<DataKey, Dataset> datasets = new RecentlyUsed<>(DATASETS);
  private final RecentlyUsed<OrderKey, HardestFirst> hardestFirst = new RecentlyUsed<>(ORDERS);

  private record Baseline(Network network, ChannelGroups groups, CostModel costs) {
    /** Parameters of a structure, as a share of what there are. */
    double size(Structure structure) {
      int[] kept =
          groups.groups().stream().mapToInt(group -> structure.keptCount(group.id())).toArray();
      return (double) costs.cost(kept).parameters() / costs.whole().parameters();
    }
  }

  /**
   * What came of a candidate.
   *
   * @param size as {@link EvaluationListener} has it
   */
  private record Result(Score.Outcome outcome, OptionalDouble size) {}

  private record DataKey(String sha256, double validationFraction) {
    static DataKey of(DatasetReference data) {
      return new DataKey(data.file().sha256(), data.validationFraction());
    }
  }

  private record OrderKey(String baseline, DataKey data, int images) {
    static OrderKey of(Candidate candidate) {
      return new OrderKey(
          candidate.baseline().sha256(),
          DataKey.of(candidate.dataset()),
          candidate.evaluation().validationImages());
    }
  }

  /** One that reads files wherever they lie. */
  public Evaluator(EvaluationEngine engine, String worker, InstantSource clock) {
    this(engine, worker, clock, FileRoots.ANY);
  }

  /**
   * @param worker the name that its scores carry
   * @param clock takes the time of evaluations
   * @param roots where the files of a candidate may lie
   */
  public Evaluator(EvaluationEngine engine, String worker, InstantSource clock, FileRoots roots) {
    this(engine, worker, clock, roots, EvaluationListener.NONE);
  }

  /**
   * @param worker the name that its scores carry
   * @param clock takes the time of evaluations
   * @param roots where the files of a candidate may lie
   * @param listener is told how evaluations go on, and of each that ends with a score
   */
  public Evaluator(
      EvaluationEngine engine,
      String worker,
      InstantSource clock,
      FileRoots roots,
      EvaluationListener listener) {
    this.engine = engine;
    this.worker = worker;
    this.clock = clock;
    this.roots = roots;
    this.listener = listener;
  }

  /**
   * Scores a candidate. If it cannot beat what it is to beat, the evaluation ends as soon as that
   * is certain. One that no worker can evaluate gets a score that says so: its structure is not one
   * of the baseline, the baseline holds a layer that the engine cannot run or does not fit the
   * data, its loss is not finite.
   *
   * @throws RuntimeException if another worker, or this one later, may do better: a file is missing
   *     or is another one ({@link org.psopruner.messages.UnreadableFileException}, {@link
   *     org.psopruner.data.DatasetException}), the baseline is too large for this process ({@link
   *     UnreadableOnnxException}), or the engine failed
   * @throws OutOfMemoryError if this process has not enough memory, on the heap or beside it
   */
  public Score score(Candidate candidate) {
    Instant start = clock.instant();
    Result result;
    try {
      result = result(candidate);
    } catch (RuntimeException | LinkageError e) { // the latter of a library's first use
      OutOfMemory.rethrow(e);
      throw e;
    }
    long millis = Duration.between(start, clock.instant()).toMillis();
    Score score = Score.of(candidate, result.outcome(), worker, Math.max(0, millis));
    listener.ended(score, result.size());
    return score;
  }

  private Result result(Candidate candidate) {
    roots.require(candidate);
    Dataset dataset = dataset(candidate.dataset());
    try {
      Baseline baseline = baseline(candidate.baseline());
      Structure structure = Structure.of(candidate.structure().kept());
      Network pruned = Surgery.prune(baseline.network(), baseline.groups(), structure);
      return new Result(
          evaluate(pruned, dataset, candidate), OptionalDouble.of(baseline.size(structure)));
    } catch (UnreadableOnnxException e) {
      throw e; // by this process: another one may have more memory
    } catch (IllegalArgumentException | OnnxException e) {
      // What the files, whose hashes are right, and the message say does not fit together.
      OutOfMemory.rethrow(e);
      return new Result(new Score.Failed(Reason.of(e)), OptionalDouble.empty());
    }
  }

  private Score.Outcome evaluate(Network pruned, Dataset dataset, Candidate candidate) {
    EvaluationSettings settings = candidate.evaluation();
    Normalization normalization =
        new Normalization(
            candidate.dataset().normalization().mean(), candidate.dataset().normalization().std());
    try (EvaluableNetwork runnable = engine.load(pruned, normalization)) {
      recalibrate(runnable, dataset, settings);
      if (settings.fineTuning().isPresent()) {
        tune(runnable, dataset, settings, settings.fineTuning().get());
        recalibrate(runnable, dataset, settings);
      }
      Race race =
          candidate
              .toBeat()
              .map(toBeat -> new Race(toBeat.accuracy(), toBeat.errorProbability()))
              .orElse(Race.NONE);
      ValidationSet images = dataset.validation().first(settings.validationImages());
      HardestFirst hardest =
          hardestFirst.get(OrderKey.of(candidate), () -> new HardestFirst(images.size()));
      // What is likely after some images is told only by those that were drawn at random.
      int[] order = race.errorProbability() == 0 ? hardest.order() : hardest.atRandom();
      Evaluation found =
          runnable.evaluate(
              images.inOrder(order),
              settings.batch(),
              race,
              heard(hardest.verdicts(order), images.size(), settings.batch()));
      return outcome(found, images.size(), race);
    }
  }

  /** The listener hears how far they are. */
  private Verdicts heard(Verdicts verdicts, int images, int batch) {
    listener.looked(0, images);
    return (image, isRight) -> {
      verdicts.tell(image, isRight);
      if ((image + 1) % batch == 0) {
        listener.looked(image + 1, images);
      }
    };
  }

  private static void recalibrate(
      EvaluableNetwork network, Dataset dataset, EvaluationSettings settings) {
    if (settings.recalibrationImages() > 0) {
      network.recalibrate(
          dataset.training().first(settings.recalibrationImages()), settings.batch());
    }
  }

  /** Of one that is recalibrated: else it would learn from what its batch norms make of others. */
  private void tune(
      EvaluableNetwork network,
      Dataset dataset,
      EvaluationSettings settings,
      EvaluationSettings.FineTuning tuning) {
    if (!(network instanceof RunnableNetwork trainable)) {
      throw new IllegalArgumentException(
          "evaluation.fineTuning is of %d steps, but %s cannot train"
              .formatted(tuning.steps(), engine.description()));
    }
    FineTuner.tune(trainable, dataset.training(), tuning, settings.batch());
  }

  private static Score.Outcome outcome(Evaluation found, int images, Race race) {
    if (found.images() < images) {
      return new Score.Outrun(
          race.accuracyAtMost(found, images), found.images(), race.errorProbability());
    }
    if (!Double.isFinite(found.loss())) {
      return new Score.Failed("its loss is " + found.loss());
    }
    return new Score.Evaluated(found.accuracy(), found.loss(), found.images());
  }

  private Baseline baseline(FileReference file) {
    return baselines.get(
        file.sha256(),
        () -> {
          OnnxModel model = OnnxReader.read(file.verified());
          file.requireSame(model.sha256());
          Network network = model.network();
          ChannelGroups groups = ChannelGroups.of(network);
          return new Baseline(network, groups, new CostModel(network, groups));
        });
  }

  private Dataset dataset(DatasetReference data) {
    return datasets.get(
        DataKey.of(data),
        () ->
            Dataset.open(data.file().path(), new DatasetSettings(data.validationFraction()))
                .verify(data.file().sha256()));
  }
}
