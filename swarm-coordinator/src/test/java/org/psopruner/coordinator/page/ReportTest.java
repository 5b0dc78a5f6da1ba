package org.psopruner.coordinator.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final String HTML =
      Report.of("demo", Instant.EPOCH, Map.of("/experiments/demo", Map.of("text", "</script>")));

  @Test
  void whatWasToldCannotEndTheScriptThatItStandsIn() {
    assertThat(HTML).contains("{\"text\":\"\\u003c/script>\"}").doesNotContain("\"</script>");
  }

  @Test
  void nothingInItIsLoadedFromElsewhere() {
    assertThat(HTML)
        .contains("default-src 'none'")
        .doesNotContainPattern("<link|<script[^>]+src=|@import|url\\(");
  }

  @Test
  void eachModuleNamesOthersByTheirPathAndAllAreThere() {
    Map<String, String> modules = InlinedModules.of("page/report.js");

    assertThat(modules)
        .containsKeys("page/report.js", "page/charts/chart.js", "page/vendor/echarts.esm.min.js");
    String chart = code(modules.get("page/charts/chart.js"));
    assertThat(chart)
        .contains("from \"page/base/dom.js\"", "import(\"page/vendor/echarts.esm.min.js\")")
        .doesNotContainPattern("(from|import\\() *\"\\.");
  }

  /** Else the browser would learn of each only from the one that imports it. */
  @Test
  void thePageNamesAllItsModulesAtOnce() {
    Set<String> named =
        Pattern.compile(
                "<(?:link rel=\"modulepreload\" href|script type=\"module\" src)=\"([^\"]+)\"")
            .matcher(new String(PageFile.read("index.html"), UTF_8))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    Set<String> needed = new TreeSet<>(InlinedModules.of("page/app.js").keySet());
    needed.remove("page/vendor/echarts.esm.min.js"); // the first chart asks for it
    assertThat(named).isEqualTo(needed);
  }

  private static String code(String url) {
    return new String(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1)), UTF_8);
  }
}
