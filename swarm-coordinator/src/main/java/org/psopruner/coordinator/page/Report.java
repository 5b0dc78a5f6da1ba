package org.psopruner.coordinator.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.psopruner.messages.RecordJson;

/** All that the page shows of an experiment, in one file that needs nothing else. */
public final class Report {
  private static final String ENTRY = "page/report.js";
  private static final Pattern STYLE = Pattern.compile("href=\"(page/style/[^\"]+)\"");

  /** It may run what is in it, and load nothing. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private Report() {}

  /**
   * What the report is of.
   *
   * @param id of the experiment
   * @param answers of the REST API, by the path with which the page asks for each
   */
  private record Content(String id, Instant writtenAt, Map<String, Object> answers) {}

  /**
   * Writes a report.
   *
   * @param id of the experiment
   * @param answers of the REST API, by the path with which the page asks for each
   */
  public static String of(String id, Instant writtenAt, Map<String, Object> answers) {
    Map<String, Object> imports = Map.of("imports", InlinedModules.of(ENTRY));
    return """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="%s">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>PSOPruner</title>
            <style>%s</style>
            <script type="importmap">%s</script>
            <script type="application/json" id="answers">%s</script>
            <script type="module">import "%s";</script>
          </head>
          <body></body>
        </html>
        """
        .formatted(
            POLICY, styles(), json(imports), json(new Content(id, writtenAt, answers)), ENTRY);
  }

  private static String styles() {
    return STYLE
        .matcher(new String(PageFile.read("index.html"), UTF_8))
        .results()
        .map(found -> new String(PageFile.read(found.group(1)), UTF_8))
        .collect(Collectors.joining("\n"));
  }

  /** JSON that cannot end the script that it stands in. */
  private static String json(Object value) {
    return new String(RecordJson.writeLine(value), UTF_8).replace("<", "\\u003c");
  }
}
