package org.psopruner.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.browser.PageParts.button;
import static org.psopruner.browser.PageParts.field;
import static org.psopruner.browser.PageParts.figure;
import static org.psopruner.browser.PageParts.link;
import static org.psopruner.browser.PageParts.state;
import static org.psopruner.browser.PageParts.unfold;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.DemoImages;

/** A search from the form to the model, with a real worker and a real retrainer. */
@Timeout(300)
class WholeRunIT {
  private static final double LONG_MILLIS = Duration.ofMinutes(2).toMillis();

  @TempDir private Path folder;

  @Test
  void aSearchIsBegunWatchedPausedResumedAndItsModelSaved() throws Exception {
    try (Chromium chromium = Chromium.start();
        Stage stage =
            Stage.open(
                folder, Map.of("PSOPRUNER_UPLOADS_FOLDER", folder.resolve("uploads").toString()))) {
      stage.startCoordinator();
      PlaywrightAssertions.setDefaultAssertionTimeout(LONG_MILLIS);
      Page page = chromium.open();
      page.navigate(stage.page() + "#/new");
      begin(page);
      assertThat(state(page)).hasText("searching");

      button(page, "Pause").click();
      assertThat(state(page)).hasText("paused");
      button(page, "Resume").click();
      assertThat(state(page)).hasText("searching");
      stage.startWorkers();

      assertThat(figure(page, "Best accuracy")).containsText("iteration");
      assertThat(page.locator("table", new Page.LocatorOptions().setHasText("worker-1")))
          .isVisible();
      assertThat(state(page)).hasText("finished");
      assertThat(page.locator(".progress-words")).containsText("epoch 1 of 1");

      link(page, "Files").click();
      Path model = save(page, "model.onnx");
      assertThat(classesOf(model)).isEqualTo(10);
      assertThat(Files.size(model)).isLessThan(Files.size(Stage.MODEL) / 2);
      assertThat(chromium.errors()).isEmpty();
    }
  }

  /** With what the browser has, and nothing else. */
  private void begin(Page page) {
    field(page, "Name").fill("by-hand");
    field(page, "Output folder").fill(folder.resolve("out").toUri().toString());
    field(page, "or upload an ONNX file").setInputFiles(Stage.MODEL);
    field(page, "or upload a zip").setInputFiles(DemoImages.firstOfEachClass(100, 100));
    assertThat(field(page, "Its SHA-256")).not().isEmpty();
    assertThat(field(page, "SHA-256 of its content")).not().isEmpty();
    field(page, "Particles").fill("4");
    field(page, "Iterations").fill("3");
    unfold(page, "Structures and evaluation");
    field(page, "Validation images").fill("100");
    unfold(page, "Comparing the best");
    button(page, "Add a rung").click();
    page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Rung 1"))
        .getByLabel("Structures")
        .fill("2");
    unfold(page, "Retraining");
    field(page, "Epochs").fill("1");
    field(page, "Warm-up epochs").fill("0");
    field(page, "Weight of the baseline's outputs").fill("0");
    button(page, "Begin the search").click();
  }

  private Path save(Page page, String name) {
    Download download = page.waitForDownload(() -> button(page, "Save " + name).click());
    Path file = folder.resolve("saved-" + name);
    download.saveAs(file);
    return file;
  }

  /** What ONNX Runtime gives for one image. */
  private static int classesOf(Path model) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model.toString());
        OnnxTensor image =
            OnnxTensor.createTensor(
                environment, FloatBuffer.allocate(3 * 32 * 32), new long[] {1, 3, 32, 32});
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), image))) {
      float[][] output = (float[][]) result.get(0).getValue();
      return output[0].length;
    }
  }
}
