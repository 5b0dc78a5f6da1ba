package org.psopruner.cli.importance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.psopruner.messages.report.ImportanceReport.GroupValues;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.groups.ChannelGroups;

/**
 * From filters to channels: where several layers make one channel, as before a residual add, what
 * their filters are worth is summed, for they go together.
 */
final class GroupImportance {
  private GroupImportance() {}

  /**
   * The values of all groups, in network order.
   *
   * @param importance for each layer, one value a filter
   */
  static List<GroupValues> of(ChannelGroups groups, Map<String, double[]> importance) {
    List<GroupValues> values = new ArrayList<>();
    for (ChannelGroup group : groups.groups()) {
      List<Double> channels = new ArrayList<>();
      for (int channel = 0; channel < group.size(); channel++) {
        double sum = 0;
        for (ChannelGroup.Member member : group.members()) {
          double[] filters = importance.get(member.layer());
          for (int filter : member.filters().get(channel)) {
            sum += filters[filter];
          }
        }
        channels.add(sum);
      }
      values.add(new GroupValues(group.id(), channels));
    }
    return values;
  }
}
