package org.psopruner.cli.text;

import java.util.List;

/** Channels that stay of each channel group, as bars with their names aligned. */
public final class ChannelBars {
  /**
   * A row.
   *
   * @param channels before, at least 1
   * @param kept after
   */
  public record Row(String group, int channels, int kept) {}

  private ChannelBars() {}

  public static List<String> lines(List<Row> rows, Bar bar) {
    int nameWidth = rows.stream().mapToInt(row -> row.group().length()).max().orElse(0);
    return rows.stream()
        .map(
            row ->
                "%s%s  %s  %d of %d"
                    .formatted(
                        row.group(),
                        " ".repeat(nameWidth - row.group().length()),
                        bar.of((double) row.kept() / row.channels()),
                        row.kept(),
                        row.channels()))
        .toList();
  }
}
