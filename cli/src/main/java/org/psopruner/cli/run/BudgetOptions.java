package org.psopruner.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import org.psopruner.cli.BadInputException;
import org.psopruner.messages.BudgetParameters;
import org.psopruner.messages.BudgetParameters.LatencyBudget;
import org.psopruner.messages.FileReference;
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

  @Option(
      names = "--max-latency",
      paramLabel = "SHARE",
      converter = Fraction.Converter.class,
      description = "Of the time that the layers take, as --latency tells it, what may be left.")
  private Fraction maxLatency;

  @Option(
      names = "--latency",
      paramLabel = "FILE",
      description = "How long the layers take: what psopruner latency has written.")
  private Path latency;

  /**
   * What was asked for.
   *
   * @throws BadInputException if one of --max-latency and --latency is missing
   */
  public BudgetParameters parameters() {
    boolean none =
        maxParameters == null && maxMacs == null && maxBytes == null && maxLatency == null;
    return new BudgetParameters(
        Optional.ofNullable(none ? DEFAULT_MAX_PARAMETERS : maxParameters)
            .orElse(Fraction.ALL)
            .value(),
        Optional.ofNullable(maxMacs).orElse(Fraction.ALL).value(),
        Optional.ofNullable(maxBytes).orElse(Fraction.ALL).value(),
        latencyBudget());
  }

  private Optional<LatencyBudget> latencyBudget() {
    if (maxLatency == null && latency == null) {
      return Optional.empty();
    }
    if (maxLatency == null) {
      throw new BadInputException(
          "--latency is %s, but --max-latency is missing; give the share of the time that may be left"
              .formatted(latency));
    }
    if (latency == null) {
      throw new BadInputException(
          "--max-latency is %s %%, but --latency is missing; give what psopruner latency has written"
              .formatted(100 * maxLatency.value()));
    }
    return Optional.of(new LatencyBudget(maxLatency.value(), FileReference.of(latency)));
  }
}
