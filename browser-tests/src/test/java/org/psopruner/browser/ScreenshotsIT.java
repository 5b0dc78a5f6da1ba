package org.psopruner.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.psopruner.browser.PageParts.button;
import static org.psopruner.browser.PageParts.chart;
import static org.psopruner.browser.PageParts.field;
import static org.psopruner.browser.PageParts.figure;
import static org.psopruner.browser.PageParts.link;
import static org.psopruner.browser.PageParts.state;
import static org.psopruner.browser.PageParts.title;
import static org.psopruner.browser.PageParts.unfold;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.cli.run.SyntheticExperiment;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmParameters;
import org.psopruner.messages.SwarmVariant;

/**
 * Pictures of every view for the documentation, of a real search in which a worker is killed. They
 * are taken on request, into the folder that the property {@code psopruner.screenshots} names.
 */
@EnabledIfSystemProperty(named = ScreenshotsIT.FOLDER, matches = ".+")
class ScreenshotsIT {
  static final String FOLDER = "psopruner.screenshots";

  private static final double LONG_MILLIS = 600_000;
  private static final String ID = "small-cifar10";

  @TempDir private Path folder;

  @Test
  void ofEveryView() throws Exception {
    try (Chromium chromium = Chromium.start();
        Stage stage = Stage.open(folder, Map.of())) {
      stage.startCoordinator();
      stage.startWorkers();
      stage.startSecondWorker();
      PlaywrightAssertions.setDefaultAssertionTimeout(LONG_MILLIS);
      Page page = chromium.open();
      page.navigate(stage.page() + "#/new");
      field(page, "Name").fill(ID);
      take(page, "form"); // before it shows where this machine has its files
      fillIn(page);
      button(page, "Begin the search").click();
      assertThat(title(page, ID)).isVisible();
      assertThat(figure(page, "Evaluations")).containsText(Pattern.compile("Evaluations[2-5]\\d"));
      stage.killSecondWorker();
      stage.startSecondWorker();

      assertThat(page.locator(".progress-words"))
          .containsText(Pattern.compile("iteration [5-7] of"));
      assertThat(chart(page, "Scatter chart")).isVisible();
      take(page, "overview");
      section(page, "Workers", "Timeline of");
      take(page, "workers");
      Page dark = chromium.open(ColorScheme.DARK, 1280, 900);
      dark.navigate(stage.page() + "#/experiments/" + ID + "/overview");
      assertThat(chart(dark, "Scatter chart")).isVisible();
      take(dark, "overview-dark");
      dark.context().close();

      assertThat(state(page)).hasText("finished");
      section(page, "Candidates", "Parallel coordinates");
      take(page, "candidates");
      section(page, "Network", "The network, layer by layer");
      take(page, "network");
      section(page, "Swarm", "particles of iteration");
      take(page, "swarm");
      link(page, "Events").click();
      assertThat(page.locator(".journal li").first()).isVisible();
      take(page, "events");
      link(page, "Files").click();
      assertThat(button(page, "Save model.onnx")).isVisible();
      take(page, "files");
      link(page, "Settings").click();
      assertThat(page.locator("pre")).isVisible();
      hideFolders(page);
      take(page, "settings");
      link(page, "Candidates").click();
      unfold(page, "Show as a table");
      page.getByLabel("Candidates on the front").locator("tbody a").last().click();
      assertThat(chart(page, "The network, layer by layer")).isVisible();
      take(page, "candidate");
      link(page, "Experiments").click();
      assertThat(link(page, ID)).isVisible();
      take(page, "experiments");
    }
  }

  /** Where this machine has its files is of no interest. */
  private static void hideFolders(Page page) {
    page.evaluate(
        """
        () => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode;
            text.data = text.data.replace(/file:[^\\s"]*\\/(?=[^\\s"])/g, "file:///models/");
          }
        }
        """);
  }

  private static void section(Page page, String name, String words) {
    link(page, name).click();
    assertThat(chart(page, words)).isVisible();
  }

  private void fillIn(Page page) throws Exception {
    ExperimentSpec spec =
        SyntheticExperiment.prepare(
            Stage.HOME,
            new SwarmParameters(12, 8, 1, SwarmVariant.GLOBAL_BEST, SwarmPace.SYNCHRONOUS),
            2,
            folder.resolve("out"),
            InstantSource.system());
    Path described = Files.write(folder.resolve("experiment.json"), RecordJson.write(spec));
    page.getByLabel("Fill in from a file that psopruner describe wrote").setInputFiles(described);
    field(page, "Name").fill(ID);
    unfold(page, "Structures and evaluation");
    field(page, "Recalibration images").fill("400");
    unfold(page, "Structures and evaluation");
  }

  private static void take(Page page, String name) throws IOException {
    page.waitForTimeout(1_500); // charts are drawn when they know their width
    Path pictures = Files.createDirectories(Stage.HOME.resolve(System.getProperty(FOLDER)));
    Picture.write(
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)),
        pictures.resolve(name + ".png"));
  }
}
