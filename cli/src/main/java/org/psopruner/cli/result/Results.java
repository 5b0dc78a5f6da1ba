package org.psopruner.cli.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What came of a work. */
public final class Results {
  private Results() {}

  /**
   * Those files that are there, in words. DL4J's own is not where DL4J has no layer for one of the
   * network's.
   *
   * @param names of at least two that are there
   */
  public static String of(Path folder, String... names) {
    List<String> there =
        Stream.of(names).filter(name -> Files.exists(folder.resolve(name))).toList();
    int last = there.size() - 1;
    return String.join(", ", there.subList(0, last)) + " and " + there.get(last);
  }
}
