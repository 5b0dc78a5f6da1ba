package org.psopruner.messages.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RecordJson;

/**
 * How accurate a network is when one channel group alone loses some of its channels (Li et al.,
 * "Pruning Filters for Efficient ConvNets", ICLR 2017, section 3.2), with batch norm recalibrated
 * and nothing retrained.
 *
 * @param modelSha256 of the ONNX file
 * @param criterion what valued the filters
 * @param accuracy of the whole network on the same images, 0 to 1
 * @param validationImages on which each structure was evaluated
 * @param recalibrationImages over which batch norm was recalibrated before
 * @param removed the shares of channels that were removed, ascending, above 0 and below 1
 * @param groups in network order
 */
public record SensitivityReport(
    String modelSha256,
    FilterCriterion criterion,
    double accuracy,
    int validationImages,
    int recalibrationImages,
    List<Double> removed,
    List<Group> groups) {
  public SensitivityReport {
    require(modelSha256 != null, "modelSha256 is missing");
    require(criterion != null, "criterion is missing");
    require(
        accuracy >= 0 && accuracy <= 1,
        "accuracy is %s; it must be from 0 to 1".formatted(accuracy));
    removed = checked(removed);
    require(groups != null, "groups is missing");
    groups = List.copyOf(groups);
    for (Group group : groups) {
      require(
          group.accuracies().size() == removed.size(),
          "%s has %d accuracies; it must have one for each of the %d shares removed"
              .formatted(group.group(), group.accuracies().size(), removed.size()));
    }
  }

  /**
   * One channel group.
   *
   * @param group its name
   * @param channels that it has, at least 1
   * @param accuracies one a share that was removed, 0 to 1
   */
  public record Group(String group, int channels, List<Double> accuracies) {
    public Group {
      require(group != null, "groups has one without a name");
      require(channels >= 1, "channels is %d; it must be at least 1".formatted(channels));
      require(accuracies != null, "accuracies is missing");
      accuracies = List.copyOf(accuracies);
    }
  }

  private static List<Double> checked(List<Double> removed) {
    require(removed != null && !removed.isEmpty(), "removed is missing");
    List<Double> copy = new ArrayList<>();
    double before = 0;
    for (Double share : removed) {
      require(
          share != null && share > before && share < 1,
          "removed has %s; it must ascend, above 0 and below 1".formatted(share));
      before = share;
      copy.add(share);
    }
    return List.copyOf(copy);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Reads a report.
   *
   * @throws org.psopruner.messages.UnreadableFileException if the file cannot be read
   * @throws MessageException if it holds none
   */
  public static SensitivityReport read(Path file) {
    return RecordJson.read(file, SensitivityReport.class);
  }
}
