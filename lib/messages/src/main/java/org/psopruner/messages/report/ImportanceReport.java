package org.psopruner.messages.report;

import java.nio.file.Path;
import java.util.List;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RecordJson;

/**
 * What the channels of a network are worth: measured on images, or by whatever its user likes.
 *
 * @param modelSha256 of the ONNX file whose channels these are
 * @param measure how they were valued, in words
 * @param groups all channel groups, in network order
 */
public record ImportanceReport(String modelSha256, String measure, List<GroupValues> groups) {
  public ImportanceReport {
    if (modelSha256 == null || measure == null || groups == null) {
      throw new IllegalArgumentException(
          "modelSha256, measure or groups is missing; value filters with psopruner importance, or in its form");
    }
    groups = List.copyOf(groups);
  }

  /**
   * One channel group.
   *
   * @param group its id
   * @param values one a channel, finite; those of the least value go first
   */
  public record GroupValues(String group, List<Double> values) {
    public GroupValues {
      if (group == null || values == null) {
        throw new IllegalArgumentException("groups has one without group or values");
      }
      values = List.copyOf(values);
    }
  }

  /**
   * Reads a report.
   *
   * @throws org.psopruner.messages.UnreadableFileException if the file cannot be read
   * @throws MessageException if it holds none
   */
  public static ImportanceReport read(Path file) {
    return RecordJson.read(file, ImportanceReport.class);
  }
}
