package org.psopruner.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.psopruner.browser.PageParts.chart;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.ExperimentSpec;

/**
 * How long the page of 10,000 evaluations takes to be drawn, and each of its frames while the mouse
 * goes over them. Measured on request, by the property {@code psopruner.paint}; nothing is asserted
 * of it, since it is the machine's as much as the page's.
 */
@EnabledIfSystemProperty(named = "psopruner.paint", matches = "true")
class PaintIT {
  private static final int EVALUATIONS = 10_000;
  private static final int LOADS = 9;
  private static final int MOVES = 200;

  @TempDir private Path folder;

  @Test
  void ofTenThousandEvaluations() throws Exception {
    try (Chromium chromium = Chromium.start();
        Stage stage = Stage.open(folder, Map.of())) {
      ExperimentSpec spec = ManyScores.write(stage.cluster(), EVALUATIONS, folder.resolve("out"));
      stage.startCoordinator();
      String address = stage.page() + "#/experiments/" + spec.id() + "/overview";
      load(chromium, address).context().close(); // the coordinator has been asked once

      List<Page> pages = IntStream.range(0, LOADS).mapToObj(i -> load(chromium, address)).toList();

      say(
          "first paint",
          "ms",
          pages,
          "performance.getEntriesByName('first-contentful-paint')[0].startTime");
      say("charts drawn", "ms", pages, "window.drawn");
      Page page = pages.get(0);
      page.bringToFront();
      sweep(page);
      say("frame, median", "ms", List.of(page), "frames.sort((a, b) => a - b)[frames.length >> 1]");
      say("frame, longest", "ms", List.of(page), "frames.at(-1)");
    }
  }

  private static Page load(Chromium chromium, String address) {
    Page page = chromium.open();
    page.addInitScript(
        """
        new MutationObserver(() => {
          if (!window.drawn && document.querySelectorAll('.chart canvas').length >= 2) {
            requestAnimationFrame(() => { window.drawn = performance.now(); });
          }
        }).observe(document, {childList: true, subtree: true});
        """);
    page.navigate(address);
    assertThat(chart(page, "Line chart")).isVisible();
    assertThat(chart(page, "Scatter chart")).isVisible();
    page.evaluate(
        """
        () => new Promise((resolve) => {
          const look = () => (window.drawn ? resolve() : requestAnimationFrame(look));
          look();
        })
        """);
    return page;
  }

  /** Over the scatter chart, while the time of each frame is taken. */
  private static void sweep(Page page) {
    Locator scatter = chart(page, "Scatter chart");
    scatter.scrollIntoViewIfNeeded();
    BoundingBox box = scatter.boundingBox();
    page.evaluate(
        """
        () => {
          window.frames = [];
          let last = performance.now();
          const next = (time) => { frames.push(time - last); last = time; requestAnimationFrame(next); };
          requestAnimationFrame(next);
        }
        """);
    for (int i = 0; i < MOVES; i++) {
      page.mouse()
          .move(box.x + box.width * i / MOVES, box.y + box.height * (0.2 + 0.6 * (i % 20) / 20));
    }
  }

  private static void say(String what, String unit, List<Page> pages, String expression) {
    double[] values =
        pages.stream()
            .mapToDouble(page -> ((Number) page.evaluate(expression)).doubleValue())
            .sorted()
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "%-16s %7.1f %s (%.1f to %.1f)%n",
        what,
        values[values.length / 2],
        unit,
        values[0],
        values[values.length - 1]);
  }
}
