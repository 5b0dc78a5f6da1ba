package org.psopruner.pruning.criterion;

import java.util.List;
import java.util.Map;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Network;

/**
 * Values that were measured, since the weights alone do not tell them.
 *
 * @param values by group id: one a channel
 */
public record MeasuredValues(Map<String, List<Double>> values) implements Criterion {
  public MeasuredValues {
    values = Map.copyOf(values);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are none for the group, other than one a channel, or
   *     some that are not finite
   */
  @Override
  public double[] values(Network network, ChannelGroup group) {
    List<Double> measured = values.getOrDefault(group.id(), List.of());
    if (measured.size() != group.size()) {
      throw new IllegalArgumentException(
          "channel group '%s' has %d channels, but %d values; value its filters again"
              .formatted(group.id(), group.size(), measured.size()));
    }
    for (double value : measured) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "a value of channel group '%s' is %s; it must be a finite number"
                .formatted(group.id(), value));
      }
    }
    return measured.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
