package org.psopruner.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Pictures for the documentation, where the property {@code psopruner.screenshots} names a folder.
 */
final class Screenshots {
  private static final Optional<Path> FOLDER =
      Optional.ofNullable(System.getProperty("psopruner.screenshots")).map(Stage.HOME::resolve);

  private Screenshots() {}

  /** Whether they are asked for. */
  static boolean wanted() {
    return FOLDER.isPresent();
  }

  /** Takes one of all that a page shows. */
  static void take(Page page, String name) {
    FOLDER.ifPresent(
        folder ->
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setPath(folder.resolve(name + ".png"))
                    .setFullPage(true)));
  }
}
