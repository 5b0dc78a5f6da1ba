package org.psopruner.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The browser that is installed here: the one that the property {@code psopruner.browser} names,
 * which must be there, or else one of those that Linux systems call by these names.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 900;

  private final Playwright playwright;
  private final Browser browser;

  /** What pages said of errors, in all tabs that were opened. */
  private final List<String> errors = new ArrayList<>();

  private Chromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable));
  }

  /** Starts it; where there is none, the tests that need it are passed over. */
  static Chromium start() {
    Optional<Path> executable =
        Optional.ofNullable(System.getProperty("psopruner.browser"))
            .map(Path::of)
            .or(Chromium::find);
    Assumptions.assumeTrue(
        executable.isPresent(),
        "no Chromium is installed, so the page is not tried; install one, or name it in"
            + " -Dpsopruner.browser=FILE");
    return new Chromium(executable.orElseThrow());
  }

  private static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A new tab of a new user, by the light of the day. */
  Page open() {
    return open(ColorScheme.LIGHT, WIDTH, HEIGHT);
  }

  /** A new tab of a new user. */
  Page open(ColorScheme light, int width, int height) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(light)
                .setViewportSize(width, height)
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setAcceptDownloads(true));
    return tab(context);
  }

  /** Another tab of the same user. */
  Page another(Page page) {
    return tab(page.context());
  }

  private Page tab(BrowserContext context) {
    Page page = context.newPage();
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          // What was refused or could not be loaded, the page is to say, and tests look for that.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            errors.add(message.text());
          }
        });
    return page;
  }

  /** Errors of scripts, and what the page's own policy has forbidden it. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
