package org.psopruner.messages;

import java.util.Optional;

/**
 * How a particle becomes a structure.
 *
 * @param criterion what values the filters that a threshold deletes
 * @param alignment the multiple of channels that a structure's groups keep, from 1 (any number) to
 *     64
 * @param values the file that says what the filters are worth, where the criterion is {@link
 *     FilterCriterion#MEASURED}; with {@link FilterCriterion#SEARCHED} it may be there, so that
 *     what it says is among the choices
 */
public record StructureParameters(
    FilterCriterion criterion, int alignment, Optional<FileReference> values) {
  private static final int MAX_ALIGNMENT = 64;

  public StructureParameters {
    Require.present("criterion", criterion);
    Require.that(
        alignment >= 1 && alignment <= MAX_ALIGNMENT,
        "alignment",
        alignment,
        "from 1 to " + MAX_ALIGNMENT);
    Require.present("values", values);
    Require.that(
        values.isPresent() ? readsValues(criterion) : criterion != FilterCriterion.MEASURED,
        "values",
        values.isPresent() ? "given" : "missing",
        "given with the criterion measured; it may be with searched, and with no other");
  }

  /** With filters that are valued by the network's weights. */
  public StructureParameters(FilterCriterion criterion, int alignment) {
    this(criterion, alignment, Optional.empty());
  }

  /** The same with another criterion, and with the file where that reads one. */
  public StructureParameters with(FilterCriterion other) {
    return new StructureParameters(other, alignment, values.filter(file -> readsValues(other)));
  }

  private static boolean readsValues(FilterCriterion criterion) {
    return criterion == FilterCriterion.MEASURED || criterion == FilterCriterion.SEARCHED;
  }
}
