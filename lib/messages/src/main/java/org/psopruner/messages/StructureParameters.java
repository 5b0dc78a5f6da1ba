package org.psopruner.messages;

/**
 * How a particle becomes a structure.
 *
 * @param criterion what values the filters that a threshold deletes
 * @param alignment the multiple of channels that a structure's groups keep, from 1 (any number) to
 *     64
 */
public record StructureParameters(FilterCriterion criterion, int alignment) {
  private static final int MAX_ALIGNMENT = 64;

  public StructureParameters {
    Require.present("criterion", criterion);
    Require.that(
        alignment >= 1 && alignment <= MAX_ALIGNMENT,
        "alignment",
        alignment,
        "from 1 to " + MAX_ALIGNMENT);
  }
}
