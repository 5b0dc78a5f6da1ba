package org.psopruner.cli.run;

import java.util.Optional;
import org.psopruner.messages.BudgetParameters;
import picocli.CommandLine.Option;

/** What a structure may cost; a quarter of the parameters where nothing is said. */
public final class BudgetOptions {
  private static final Fraction DEFAULT_MAX_PARAMETERS = new Fraction(0.25);

  @Option(
      names = "--max-params",
      paramLabel = "SHARE",
      converter = Fraction.Converter.class,
      description = "Parameters that may be left.")
  private Fraction maxParameters;

  @Option(
      names = "--max-macs",
      paramLabel = "SHARE",
      converter = Fraction.Converter.class,
      description = "Multiply-accumulates of one image that may be left.")
  private Fraction maxMacs;

  @Option(
      names = "--max-bytes",
      paramLabel = "SHARE",
      converter = Fraction.Converter.class,
      description = "Bytes of weights that may be left.")
  private Fraction maxBytes;

  /** What was asked for. */
  public BudgetParameters parameters() {
    boolean none = maxParameters == null && maxMacs == null && maxBytes == null;
    return new BudgetParameters(
        Optional.ofNullable(none ? DEFAULT_MAX_PARAMETERS : maxParameters)
            .orElse(Fraction.ALL)
            .value(),
        Optional.ofNullable(maxMacs).orElse(Fraction.ALL).value(),
        Optional.ofNullable(maxBytes).orElse(Fraction.ALL).value());
  }
}
