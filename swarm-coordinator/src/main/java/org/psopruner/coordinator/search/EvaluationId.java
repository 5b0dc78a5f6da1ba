package org.psopruner.coordinator.search;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.EvaluationSettings;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.PrunedStructure;

/**
 * The name of what is evaluated: SHA-256 over the baseline, the dataset and how it is split and
 * normalised, the evaluation's settings and the structure. Who asks, and where the files lie, is no
 * part of it.
 */
final class EvaluationId {
  private EvaluationId() {}

  /** 64 lower-case hexadecimal digits. */
  static String of(ExperimentSpec experiment, PrunedStructure structure) {
    return of(experiment, experiment.evaluation(), structure);
  }

  /** Likewise, of one with other settings than most of the experiment's. */
  static String of(
      ExperimentSpec experiment, EvaluationSettings settings, PrunedStructure structure) {
    return hash(out -> write(experiment, settings, structure, out));
  }

  /**
   * The name of an evaluation that ends once it is known well enough that an accuracy is not
   * exceeded.
   *
   * @param id of the evaluation that looks at all images
   */
  static String toBeat(String id, Candidate.ToBeat bound) {
    return hash(
        out -> {
          out.writeUTF("psopruner evaluation to beat 2");
          out.writeUTF(id);
          out.writeDouble(bound.accuracy());
          out.writeDouble(bound.errorProbability());
        });
  }

  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static String hash(Content content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      content.writeTo(
          new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new IllegalStateException("a name of a channel group is too long", e);
    }
  }

  /** Each text and list goes with its length, so that no two contents give the same bytes. */
  private static void write(
      ExperimentSpec experiment,
      EvaluationSettings settings,
      PrunedStructure structure,
      DataOutputStream out)
      throws IOException {
    out.writeUTF("psopruner evaluation 1");
    out.writeUTF(experiment.baseline().sha256());
    out.writeUTF(experiment.dataset().file().sha256());
    out.writeDouble(experiment.dataset().validationFraction());
    write(experiment.dataset().normalization().mean(), out);
    write(experiment.dataset().normalization().std(), out);
    out.writeInt(settings.validationImages());
    out.writeInt(settings.recalibrationImages());
    out.writeInt(settings.batch());
    out.writeInt(structure.kept().size());
    for (Map.Entry<String, List<Integer>> group : structure.kept().entrySet()) {
      out.writeUTF(group.getKey());
      out.writeInt(group.getValue().size());
      for (int channel : group.getValue()) {
        out.writeInt(channel);
      }
    }
    // Behind all else, so that evaluations without it keep their ids.
    if (settings.fineTuning().isPresent()) {
      out.writeInt(settings.fineTuning().get().steps());
      out.writeDouble(settings.fineTuning().get().learningRate());
    }
  }

  private static void write(List<Double> values, DataOutputStream out) throws IOException {
    out.writeInt(values.size());
    for (double value : values) {
      out.writeDouble(value);
    }
  }
}
