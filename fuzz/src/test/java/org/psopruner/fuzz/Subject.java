package org.psopruner.fuzz;

import java.util.Locale;
import org.psopruner.data.CifarReader;
import org.psopruner.data.ImageReader;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.ChangePlaced;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.ExperimentChanged;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.MessageReader;
import org.psopruner.messages.ModelReady;
import org.psopruner.messages.RetrainingFailed;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Score;
import org.psopruner.pruning.onnx.OnnxFileReader;
import org.psopruner.training.CheckpointReader;

/** What is fuzzed, and how much memory one input may take, in all, while it is read. */
enum Subject {
  ONNX(256),
  IMAGE(64),
  CIFAR(64),
  ZIP(64),
  NAMES(64),
  STRUCTURE(64),
  CHECKPOINT(64),
  EXPERIMENT(64),
  EXPERIMENT_CREATED(64),
  EXPERIMENT_CHANGED(64),
  CHANGE_PLACED(64),
  CANDIDATE(64),
  EVALUATION_STARTED(64),
  EVALUATION_RELEASED(64),
  SCORE(64),
  GLOBAL_BEST(64),
  RETRAINING_PROGRESS(64),
  RETRAINING_FAILED(64),
  MODEL_READY(64),
  REPORT(64);

  /** The longest input, in bytes. */
  static final int MAX_INPUT = 1 << 14;

  private final int megabytes;

  Subject(int megabytes) {
    this.megabytes = megabytes;
  }

  long allocationLimit() {
    return (long) megabytes << 20;
  }

  Reader reader() {
    return switch (this) {
      case ONNX -> new OnnxFileReader();
      case IMAGE -> new ImageReader();
      case CIFAR -> new CifarReader();
      case ZIP -> DatasetReader.zip();
      case NAMES -> DatasetReader.names();
      case STRUCTURE -> new StructureReader();
      case CHECKPOINT -> new CheckpointReader();
      case EXPERIMENT -> new MessageReader(ExperimentSpec.class);
      case EXPERIMENT_CREATED -> new MessageReader(ExperimentCreated.class);
      case EXPERIMENT_CHANGED -> new MessageReader(ExperimentChanged.class);
      case CHANGE_PLACED -> new MessageReader(ChangePlaced.class);
      case CANDIDATE -> new MessageReader(Candidate.class);
      case EVALUATION_STARTED -> new MessageReader(EvaluationStarted.class);
      case EVALUATION_RELEASED -> new MessageReader(EvaluationReleased.class);
      case SCORE -> new MessageReader(Score.class);
      case GLOBAL_BEST -> new MessageReader(GlobalBest.class);
      case RETRAINING_PROGRESS -> new MessageReader(RetrainingProgress.class);
      case RETRAINING_FAILED -> new MessageReader(RetrainingFailed.class);
      case MODEL_READY -> new MessageReader(ModelReady.class);
      case REPORT -> new ReportReader();
    };
  }

  /** As in the names of files and in the table: {@code global-best}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
