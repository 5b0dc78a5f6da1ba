package org.psopruner.coordinator.lease;

/**
 * A record that asks for an evaluation, by its place on the particles' topic.
 *
 * @param partition at least 0
 * @param offset at least 0
 */
public record Publication(int partition, long offset) {
  /** Whether workers come to this one no later than to the other. */
  boolean isNotBehind(Publication other) {
    return partition == other.partition && offset <= other.offset;
  }
}
