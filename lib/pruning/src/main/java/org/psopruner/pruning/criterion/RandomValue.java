package org.psopruner.pruning.criterion;

import java.util.SplittableRandom;
import org.psopruner.pruning.groups.ChannelGroup;
import org.psopruner.pruning.network.Network;

/**
 * A value at random, drawn from the seed and the group's id: what any criterion must beat (Mittal
 * et al., "Recovering from Random Pruning", WACV 2018).
 *
 * @param seed the same gives the same values
 */
public record RandomValue(long seed) implements Criterion {
  @Override
  public double[] values(Network network, ChannelGroup group) {
    return new SplittableRandom(seed ^ group.id().hashCode()).doubles(group.size()).toArray();
  }
}
