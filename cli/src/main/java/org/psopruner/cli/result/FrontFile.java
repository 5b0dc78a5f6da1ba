package org.psopruner.cli.result;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.psopruner.messages.rest.FrontView;
import org.psopruner.messages.rest.FrontView.FrontPoint;

/**
 * {@code front.csv}: a row for each candidate that no other one beats, by ascending parameters.
 * {@code by_parameters} and {@code by_macs} say whether none beats it in accuracy and that cost
 * alone either.
 */
public final class FrontFile {
  /** Its name in the output folder. */
  public static final String NAME = "front.csv";

  private static final String HEADER =
      "iteration,particle,evaluation_id,accuracy,parameters,macs,bytes,by_parameters,by_macs";

  private FrontFile() {}

  /** What the file holds. */
  public static byte[] bytes(FrontView front) {
    return Stream.concat(Stream.of(HEADER), front.items().stream().map(FrontFile::line))
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String line(FrontPoint point) {
    return String.format(
        Locale.ROOT,
        "%d,%d,%s,%.6f,%d,%d,%d,%b,%b",
        point.iteration(),
        point.particle(),
        point.evaluationId(),
        point.accuracy(),
        point.cost().parameters(),
        point.cost().macs(),
        point.cost().bytes(),
        point.byParameters(),
        point.byMacs());
  }
}
