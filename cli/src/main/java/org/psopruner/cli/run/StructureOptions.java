package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.Range;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.StructureParameters;
import org.psopruner.pruning.structure.Alignment;
import picocli.CommandLine.Option;

/** How a particle becomes a structure. */
public final class StructureOptions {
  @Option(
      names = "--align",
      paramLabel = "N",
      description =
          "Keep multiples of N channels, which processors are faster with; 1 for any number"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "16")
  private int alignment;

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      description =
          "What values a filter: ${COMPLETION-CANDIDATES} (default: l1-norm, or measured with"
              + " --importance).")
  private FilterCriterion criterion;

  @Option(
      names = "--importance",
      paramLabel = "FILE",
      description =
          "What the filters are worth, measured: what psopruner importance has written. With"
              + " --criterion searched it is among the choices.")
  private Path importance;

  /** What was asked for. */
  public StructureParameters structures() {
    Range.check("--align", alignment, 1, Alignment.MAX);
    if (importance == null) {
      if (criterion == FilterCriterion.MEASURED) {
        throw new BadInputException(
            "--criterion is measured, but --importance is missing; give what psopruner importance has written");
      }
      return new StructureParameters(
          criterion == null ? FilterCriterion.L1_NORM : criterion, alignment);
    }
    if (criterion != null
        && criterion != FilterCriterion.MEASURED
        && criterion != FilterCriterion.SEARCHED) {
      throw new BadInputException(
          "--importance is %s, but --criterion is %s; give one of them"
              .formatted(importance, criterion));
    }
    return new StructureParameters(
        criterion == null ? FilterCriterion.MEASURED : criterion,
        alignment,
        Optional.of(FileReference.of(importance)));
  }
}
