package org.psopruner.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.psopruner.browser.PageParts.button;
import static org.psopruner.browser.PageParts.chart;
import static org.psopruner.browser.PageParts.dialog;
import static org.psopruner.browser.PageParts.field;
import static org.psopruner.browser.PageParts.figure;
import static org.psopruner.browser.PageParts.link;
import static org.psopruner.browser.PageParts.state;
import static org.psopruner.browser.PageParts.title;
import static org.psopruner.browser.PageParts.unfold;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FilterCriterion;
import org.psopruner.messages.Racing;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.SwarmPace;
import org.psopruner.messages.SwarmVariant;
import org.psopruner.pruning.groups.ChannelGroups;
import org.psopruner.pruning.onnx.OnnxReader;

/** The page of a coordinator that has 10,000 evaluations, and that one has to log in to. */
@Timeout(240)
class PageIT {
  private static final String TOKEN = "an-operators-token-of-32-letters";
  private static final int EVALUATIONS = 10_000;
  private static final List<String> SECTIONS =
      List.of(
          "overview", "candidates", "network", "swarm", "workers", "events", "files", "settings");
  private static final double LONG_MILLIS = 60_000;
  private static final String ZERO_WIDTH_SPACE = "\u200b";
  private static final Pattern POINTS = Pattern.compile("/points\\?");
  private static final Pattern EVENTS = Pattern.compile("/events$");

  @TempDir static Path folder;

  private static Chromium chromium;
  private static Stage stage;
  private static ExperimentSpec spec;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.start();
    PlaywrightAssertions.setDefaultAssertionTimeout(LONG_MILLIS);
    stage =
        Stage.open(
            folder,
            Map.of(
                "PSOPRUNER_ACCESS_OPERATOR_TOKEN",
                TOKEN,
                "PSOPRUNER_UPLOADS_FOLDER",
                folder.resolve("uploads").toString()));
    spec = ManyScores.write(stage.cluster(), EVALUATIONS, folder.resolve("out"));
    stage.startCoordinator();
  }

  @AfterAll
  static void stop() {
    if (stage != null) {
      stage.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void nothingWentWrongUnseen() {
    assertThat(chromium.errors()).isEmpty();
  }

  @Test
  void whoHasNoTokenIsAskedForOne() {
    Page page = chromium.open();
    page.navigate(address(""));
    assertThat(dialog(page)).containsText("this needs a valid token");

    enter(page, "no-token-of-this-coordinator");
    assertThat(page.getByLabel("Token of an operator")).hasValue("");
    enter(page, TOKEN + ZERO_WIDTH_SPACE);
    assertThat(page.getByLabel("Token of an operator")).hasValue(TOKEN + ZERO_WIDTH_SPACE);
    button(page, "Cancel").click();
    assertThat(page.locator(".notice")).containsText("needs a valid token");
    for (int asked = 0; asked < 2; asked++) {
      page.waitForResponse(Pattern.compile("/experiments\\?"), () -> {});
    }
    assertThat(dialog(page)).hasCount(0);
    button(page, "Enter a token…").click();
    enter(page, TOKEN);

    assertThat(link(page, spec.id())).isVisible();
    assertThat(button(page, "Enter a token…")).isHidden();
    page.reload();
    assertThat(link(page, spec.id())).isVisible();
    page.evaluate("(t) => sessionStorage.setItem('psopruner.token', t)", TOKEN + ZERO_WIDTH_SPACE);
    page.reload();
    assertThat(dialog(page)).containsText("this needs a valid token");
    close(page);
  }

  private static void enter(Page page, String token) {
    page.getByLabel("Token of an operator").fill(token);
    button(page, "Go on").click();
  }

  @Test
  void wrongInputIsSaidBesideItsField() {
    Page page = open("#/new", ColorScheme.LIGHT);
    fill(page, "Name", "from-the-form");
    fill(page, "Output folder", folder.resolve("form").toUri().toString());
    fill(page, "ONNX file", spec.baseline().uri().toString());
    fill(page, "Its SHA-256", spec.baseline().sha256());
    fill(page, "Folder or zip", spec.dataset().file().uri().toString());
    fill(page, "SHA-256 of its content", spec.dataset().file().sha256());
    fill(page, "Particles", "0");

    begin(page);

    assertWrong(page, "Particles", "Swarm.particles is 0; it must be from 1 to 10,000.");
    fill(page, "Particles", "many");
    begin(page);
    assertWrong(page, "Particles", "Swarm.particles is \"many\"; it must be of type int.");
    fill(page, "Particles", "4");
    fill(page, "Retraining", "Epochs", "-1");
    begin(page);
    assertWrong(page, "Epochs", "Retraining.epochs is -1; it must be at least 0.");
    fill(page, "Epochs", "2");
    fill(page, "Warm-up epochs", "0");
    fill(page, "Parameters, share of the baseline's", "0.000001");
    begin(page);
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("No structure meets the parameter budget of 0.0001 %");

    fill(page, "Parameters, share of the baseline's", "0.25");
    begin(page);
    assertThat(title(page, "from-the-form")).isVisible();
    assertThat(state(page)).hasText("searching");
    close(page);
  }

  private static void fill(Page page, String label, String text) {
    field(page, label).fill(text);
  }

  /** In a group that is closed at first. */
  private static void fill(Page page, String group, String label, String text) {
    unfold(page, group);
    fill(page, label, text);
  }

  private static void begin(Page page) {
    button(page, "Begin the search").click();
  }

  private static void assertWrong(Page page, String label, String sentence) {
    assertComplaint(page, label, sentence);
    assertThat(field(page, label)).isFocused();
  }

  private static void assertComplaint(Page page, String label, String sentence) {
    Locator field = field(page, label);
    assertThat(field).hasAttribute("aria-invalid", "true");
    assertThat(field)
        .hasAccessibleDescription(Pattern.compile(sentence.replaceAll("[.\\[\\]]", "\\\\$0")));
  }

  @Test
  void whatMayBeChosenTheApiSays() {
    Page page = open("#/new", ColorScheme.LIGHT);

    assertOffered(page, "How it moves", SwarmVariant.values());
    assertOffered(page, "When it moves", SwarmPace.values());
    assertOffered(page, "What values a filter", FilterCriterion.values());
    assertOffered(page, "Ending evaluations early", Racing.values());
    assertThat(field(page, "What values a filter")).hasValue("l1-norm");
    close(page);
  }

  private static void assertOffered(Page page, String label, Enum<?>[] choices) {
    assertThat(field(page, label).locator("option"))
        .hasText(Stream.of(choices).map(Enum::toString).toArray(String[]::new));
  }

  @Test
  void whatAnExperimentMayDoWithoutIsGivenAsAWholeOrNotAtAll() {
    Page page = open("#/new?like=" + spec.id(), ColorScheme.LIGHT);
    assertThat(field(page, "Particles")).hasValue("100");
    fill(page, "Name", "tuned");
    fill(page, "Structures and evaluation", "Steps of training before an evaluation", "3");
    button(page, "Begin the copy").click();
    assertWrong(
        page,
        "Learning rate of these steps",
        "Evaluation.fineTuning.learningRate is missing; it must be given.");

    fill(page, "Learning rate of these steps", "0.01");
    button(page, "Begin the copy").click();

    assertThat(title(page, "tuned")).isVisible();
    link(page, "Settings").click();
    assertThat(page.locator("pre")).containsText("\"steps\": 3");
    assertThat(page.locator("pre")).containsText("\"latency\": null");

    show(page, "#/new?like=tuned");
    assertThat(field(page, "Learning rate of these steps")).hasValue("0.01");
    fill(page, "Name", "untuned");
    fill(page, "Structures and evaluation", "Steps of training before an evaluation", "");
    fill(page, "Learning rate of these steps", "");
    button(page, "Begin the copy").click();
    assertThat(title(page, "untuned")).isVisible();
    link(page, "Settings").click();
    assertThat(page.locator("pre")).containsText("\"fineTuning\": null");
    close(page);
  }

  @Test
  void aNetworkAndDataAreSentFromTheBrowser() throws Exception {
    Page page = open("#/new", ColorScheme.LIGHT);
    fill(page, "Name", "sent");
    fill(page, "Output folder", folder.resolve("sent").toUri().toString());
    Locator network = field(page, "or upload an ONNX file");
    assertThat(network).isVisible();
    network.setInputFiles(new FilePayload("notes.onnx", "text/plain", "notes".getBytes(UTF_8)));
    assertThat(page.getByText("notes.onnx was not taken. The file")).isVisible();
    assertThat(field(page, "ONNX file")).hasValue("");

    network.setInputFiles(Stage.MODEL);
    Locator data = field(page, "or upload a zip");
    data.setInputFiles(new FilePayload("notes.zip", "application/zip", "notes".getBytes(UTF_8)));
    assertThat(page.getByText("notes.zip was not taken. The file is no zip")).isVisible();
    data.setInputFiles(new FilePayload("pets.zip", "application/zip", pets()));
    assertThat(page.getByText("pets.zip is there: 4 images of 3×32×32 in 2 classes.")).isVisible();
    assertComplaint(
        page,
        "Folder or zip",
        "The network takes images of 3×32×32 and tells 10 classes apart, but these are of 3×32×32"
            + " in 2 classes.");
    data.setInputFiles(Stage.DATA);

    assertThat(page.getByText("4,000 images of 3×32×32 in 10 classes.")).isVisible();
    assertThat(field(page, "Folder or zip")).not().hasAttribute("aria-invalid", "true");
    assertThat(field(page, "ONNX file")).hasValue(Pattern.compile("/uploads/[0-9a-f]{64}\\.onnx$"));
    assertThat(field(page, "Its SHA-256")).hasValue(spec.baseline().sha256());
    assertThat(field(page, "Folder or zip"))
        .hasValue(Pattern.compile("/uploads/[0-9a-f]{64}\\.zip$"));
    assertThat(field(page, "SHA-256 of its content")).hasValue(spec.dataset().file().sha256());
    begin(page);
    assertThat(title(page, "sent")).isVisible();
    assertThat(state(page)).hasText("searching");
    close(page);
  }

  /** Two classes in CIFAR-10's layout, two images each. */
  private static byte[] pets() throws Exception {
    byte[] records = new byte[4 * 3073];
    records[2 * 3073] = 1;
    records[3 * 3073] = 1;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("batches.meta.txt"));
      zip.write("cat\ndog\n".getBytes(UTF_8));
      zip.putNextEntry(new ZipEntry("data_batch_1.bin"));
      zip.write(records);
    }
    return bytes.toByteArray();
  }

  /** The form can then be filled in from a file, as somebody else has written it. */
  @Test
  void whereNoUploadsAreTakenNoneAreOffered() throws Exception {
    Page page = chromium.open();
    logIn(page);
    page.route(
        Pattern.compile("/q/openapi"),
        route -> {
          APIResponse served = route.fetch();
          route.fulfill(
              new Route.FulfillOptions()
                  .setResponse(served)
                  .setBody(served.text().replace("\"/uploads\"", "\"/elsewhere\"")));
        });
    page.navigate(address("#/new"));
    assertThat(field(page, "Name")).hasAccessibleDescription("Unique, for ever.");
    assertThat(field(page, "or upload an ONNX file")).isHidden();
    assertThat(field(page, "or upload a zip")).isHidden();

    page.getByLabel("Fill in from a file that psopruner describe wrote")
        .setInputFiles(
            new FilePayload("described.json", "application/json", RecordJson.write(spec)));
    assertThat(field(page, "Particles")).hasValue("100");
    fill(page, "Name", "described");
    begin(page);

    assertThat(title(page, "described")).isVisible();
    close(page);
  }

  @Test
  void whereTheSwarmStartsAndHowTheBestAreComparedIsSaid() {
    int groups = ChannelGroups.of(OnnxReader.read(Stage.MODEL).network()).size();
    Page page = open("#/new?like=" + spec.id(), ColorScheme.LIGHT);
    assertThat(field(page, "Particles")).hasValue("100");
    fill(page, "Name", "compared");
    String start = "Positions to start at, one a line";
    fill(page, start, "0.5, 2");
    button(page, "Begin the copy").click();
    assertWrong(page, start, "Swarm.start[0][1] is 2.0; it must be from 0 to 1.");
    fill(page, start, "0.5, ".repeat(groups) + "\n" + "0.25 ".repeat(groups));
    unfold(page, "Comparing the best");
    button(page, "Add a rung").click();
    Locator first = rung(page, 1);
    assertThat(first.getByLabel("Structures")).isFocused();
    assertThat(first.getByLabel("Structures"))
        .hasAccessibleDescription(Pattern.compile("At least 1, at most 1,000"));
    first.getByLabel("Structures").fill("0");
    button(page, "Begin the copy").click();
    assertThat(first.getByLabel("Structures"))
        .hasAccessibleDescription(
            Pattern.compile("Ladder\\[0\\]\\.structures is 0; it must be from 1 to 1,000\\."));
    first.getByLabel("Structures").fill("8");
    button(page, "Add a rung").click();
    assertThat(rung(page, 2).getByLabel("Structures")).hasValue("3");
    assertThat(rung(page, 2).getByLabel("Steps of training before")).hasValue("50");
    button(page, "Add a rung").click();
    button(page, "Remove rung 3").click();
    assertThat(rung(page, 3)).hasCount(0);
    assertThat(button(page, "Add a rung")).isFocused();
    assertAccessible(page, "form with a ladder");

    button(page, "Begin the copy").click();

    assertThat(title(page, "compared")).isVisible();
    link(page, "Settings").click();
    assertThat(page.getByText("ladder[1].evaluation.fineTuning.steps")).isVisible();
    assertThat(page.getByText("2 positions")).isVisible();
    show(page, "#/new?like=compared");
    unfold(page, "Comparing the best");
    assertThat(rung(page, 2).getByLabel("Structures")).hasValue("3");
    assertThat(field(page, start)).hasValue(Pattern.compile("^0.5, .*\\n0.25, "));
    close(page);
  }

  private static Locator rung(Page page, int number) {
    return page.getByRole(
        AriaRole.GROUP, new Page.GetByRoleOptions().setName("Rung " + number).setExact(true));
  }

  @Test
  void aCandidateIsRetrainedInPlaceOfTheBest() throws Exception {
    copy("chosen");
    Page page = open(section("chosen", "candidates"), ColorScheme.LIGHT);
    unfold(page, "Show as a table");
    page.getByLabel("Candidates on the front").locator("tbody a").first().click();
    String evaluation = page.locator("dd code.hash").first().textContent();
    button(page, "Retrain this one…").click();
    assertThat(dialog(page)).containsText("The search ends");
    button(page, "Cancel").click();
    assertThat(state(page)).hasText("searching");

    button(page, "Retrain this one…").click();
    button(page, "Retrain").click();

    assertThat(state(page)).hasText("retraining");
    assertThat(button(page, "Retrain this one…")).hasCount(0);
    assertThat(button(page, "Stop…")).isHidden();
    link(page, "Events").click();
    assertThat(page.locator(".journal"))
        .containsText("to retrain evaluation " + evaluation.substring(0, 8));
    close(page);
  }

  @Test
  void aSearchIsStoppedWithItsBestRetrainedOrWithout() throws Exception {
    copy("given-up");
    copy("good-enough");
    Page page = open(section("given-up", "candidates"), ColorScheme.LIGHT);
    button(page, "Stop…").click();
    button(page, "Cancel").click();
    assertThat(state(page)).hasText("searching");
    button(page, "Stop…").click();
    assertThat(dialog(page)).containsText("Without retraining there will be no model");
    button(page, "Stop").click();
    assertThat(state(page)).hasText("stopped");
    assertThat(button(page, "Stop…")).isHidden();
    assertThat(button(page, "Extend…")).isHidden();

    show(page, section("good-enough", "overview"));
    assertThat(title(page, "good-enough")).isVisible();
    button(page, "Stop…").click();
    field(page, "Retrain the best so far").check();
    button(page, "Stop").click();
    assertThat(state(page)).hasText("retraining");
    assertThat(page.locator(".progress-words")).hasText("the retraining begins");
    close(page);
  }

  @Test
  void aSearchIsExtendedAsFarAsItMayBe() throws Exception {
    copy("longer");
    Page page = open(section("longer", "overview"), ColorScheme.LIGHT);
    assertThat(page.locator(".progress-words")).containsText("of 2");
    link(page, "Settings").click();
    assertThat(page.locator("pre")).containsText("\"iterations\": 2");
    button(page, "Extend…").click();
    fill(page, "Iterations more", "0");
    button(page, "Extend").click();
    assertThat(dialog(page)).isVisible();
    fill(page, "Iterations more", "1000000");
    button(page, "Extend").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("there may be 10,000 in all");

    button(page, "Extend…").click();
    fill(page, "Iterations more", "3");
    button(page, "Extend").click();

    assertThat(page.locator(".progress-words")).containsText("of 5");
    assertThat(page.locator("pre")).containsText("\"iterations\": 5");
    close(page);
  }

  @Test
  void whatIsDeletedIsGoneForAllWhoLookAtIt() throws Exception {
    copy("unwanted");
    Page other = open(section("unwanted", "overview"), ColorScheme.LIGHT);
    assertThat(title(other, "unwanted")).isVisible();
    Page page = open(section("unwanted", "overview"), ColorScheme.LIGHT);
    button(page, "Delete…").click();
    button(page, "Delete").click();

    assertThat(link(page, spec.id())).isVisible();
    assertThat(link(page, "unwanted")).hasCount(0);
    assertThat(other.getByRole(AriaRole.ALERT))
        .hasText("There is no experiment unwanted any more.");
    close(other);
    close(page);
  }

  @Test
  void aCopyDiffersInWhatIsChanged() {
    Page page = open("#/new?like=" + spec.id(), ColorScheme.LIGHT);
    assertThat(field(page, "Particles")).hasValue("100");
    fill(page, "Name", "a-copy");
    fill(page, "Iterations", "2");
    fill(page, "Seed", "9007199254740993");
    button(page, "Begin the copy").click();
    assertWrong(page, "Seed", "Here it may have up to 15 digits.");
    fill(page, "Seed", "7");

    Request sent = page.waitForRequest("**/clone", () -> button(page, "Begin the copy").click());

    assertThat(sent.headerValue("Idempotency-Key")).isNotEmpty();
    assertThat(title(page, "a-copy")).isVisible();
    assertThat(page.locator(".progress-words")).containsText("of 2");
    link(page, "Settings").click();
    assertThat(page.locator("pre")).containsText("\"particles\": 100");
    close(page);
  }

  @Test
  void tenThousandEvaluationsAreDrawnFromAFewThousand() {
    Page page = open("", ColorScheme.LIGHT);
    link(page, spec.id()).click();
    assertThat(figure(page, "Evaluations")).containsText("10,000");
    assertThat(chart(page, "Line chart of validation accuracy by iteration")).isVisible();
    assertThat(chart(page, "of 9,980 candidates")).isVisible();

    int points =
        (int)
            page.evaluate(
                "async (id) => (await (await fetch(`experiments/${id}/points?limit=2000`, {headers:"
                    + " {Authorization: `Bearer ${sessionStorage.getItem('psopruner.token')}`}}))"
                    + ".json()).items.length",
                spec.id());
    assertThat(points).isBetween(1_000, 2_000);

    page.locator(".choice label").getByText("MACs").click();
    assertThat(chart(page, "against MACs")).isVisible();
    link(page, "Candidates").click();
    assertThat(chart(page, "Parallel coordinates")).isVisible();
    unfold(page, "Show as a table");
    assertThat(page.getByRole(AriaRole.TABLE).first()).containsText("Accuracy");
    page.locator("summary").last().click();
    assertThat(page.getByRole(AriaRole.TABLE).last().locator("tbody a").first())
        .containsText("particle");
    link(page, "Swarm").click();
    assertThat(chart(page, "of the 100 particles of iteration 102")).isVisible();
    field(page, "Iteration").press("ArrowLeft");
    assertThat(chart(page, "particles of iteration 102")).hasCount(0);
    page.locator(".choice label").getByText("Channels kept").click();
    assertThat(chart(page, "candidates of iteration 102")).isVisible();
    close(page);
  }

  @Test
  void aLostConnectionIsSaidAndMended() throws Exception {
    Page page = open(section("overview"), ColorScheme.LIGHT);
    assertThat(chart(page, "Line chart")).isVisible();
    Page late = open("", ColorScheme.LIGHT);
    assertThat(link(late, spec.id())).isVisible();
    Page copy = open("", ColorScheme.LIGHT);
    assertThat(link(copy, spec.id())).isVisible();

    stage.stopCoordinator();
    Locator status = page.locator(".connection");
    assertThat(status).containsText("Connection lost");
    assertThat(chart(page, "Line chart")).isVisible();
    show(late, section("candidates"));
    show(copy, "#/new?like=" + spec.id());
    assertThat(late.locator(".connection")).containsText("Connection lost");

    stage.startCoordinator();
    assertThat(status).not().containsText("Connection lost");
    assertThat(chart(late, "Scatter chart")).isVisible();
    assertThat(late.locator(".connection")).not().containsText("Connection lost");
    assertThat(field(copy, "Particles")).hasValue("100");
    assertThat(field(copy, "Name")).hasAccessibleDescription("Unique, for ever.");
    close(late);
    close(copy);
    assertThat(post("/experiments/" + spec.id() + "/pause", "")).isEqualTo(200);
    assertThat(state(page)).hasText("paused");
    button(page, "Resume").click();
    assertThat(state(page)).hasText("searching");
    close(page);
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() {
    Page page = chromium.open();
    logIn(page);
    page.route(
        POINTS,
        route -> answer(route, 200, "application/json", "{\"total\":"),
        new Page.RouteOptions().setTimes(1));
    page.navigate(address(section("candidates")));

    assertThat(chart(page, "Scatter chart")).isVisible();
    assertThat(chart(page, "Parallel coordinates")).isVisible();
    close(page);
  }

  /** What is read is asked for again; what is to be changed is not. */
  @Test
  void whatIsRefusedForNowIsNoLostConnection() {
    Page page = open(section("settings"), ColorScheme.LIGHT);
    String problem = "{\"status\": 503, \"detail\": \"no broker answers\"}";
    page.route("**/pause", route -> answer(route, 503, "application/problem+json", problem));
    button(page, "Pause").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("No broker answers.");
    assertThat(page.locator(".connection")).isHidden();

    page.route(
        Pattern.compile("/journal\\?"),
        route -> answer(route, 502, "text/html", "<p>Bad gateway</p>"),
        new Page.RouteOptions().setTimes(1));
    link(page, "Events").click();
    assertThat(page.locator(".connection")).containsText("the coordinator answers with status 502");
    assertThat(page.locator(".journal li").first()).isVisible();
    close(page);
  }

  private static void answer(Route route, int status, String type, String body) {
    route.fulfill(new Route.FulfillOptions().setStatus(status).setContentType(type).setBody(body));
  }

  /** A browser has six lines to a host, whatever the number of its tabs. */
  @Test
  void tabsThatNobodyLooksAtHoldNoLine() {
    Page first = chromium.open();
    listen(first);
    Page last = first;
    for (int tabs = 1; tabs < 7; tabs++) {
      hide(last, true);
      last = chromium.another(first);
      listen(last);
    }
    assertThat(state(last)).isVisible();

    hide(last, true);
    first.waitForResponse(EVENTS, () -> hide(first, false));
    close(first);
  }

  private static void listen(Page page) {
    logIn(page);
    page.waitForResponse(EVENTS, () -> page.navigate(address(section("settings"))));
  }

  /** As the browser does when another tab comes before it. */
  private static void hide(Page page, boolean hidden) {
    page.evaluate(
        """
        (hidden) => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);
  }

  @Test
  void axeFindsNoSeriousFault() {
    Page page = open("", ColorScheme.LIGHT);
    assertThat(link(page, spec.id())).isVisible();
    assertAccessible(page, "experiments");
    show(page, "#/new");
    assertAccessible(page, "form");
    for (String section : SECTIONS) {
      show(page, section(section));
      assertThat(page.locator(".sections [aria-current]")).isVisible();
      assertAccessible(page, section);
    }
    close(page);
  }

  /** The same in other colours. */
  @Test
  void whatIsWrittenCanBeReadInTheDark() {
    Page page = open(section("overview"), ColorScheme.DARK);
    assertThat(chart(page, "Line chart")).isVisible();
    assertAccessible(page, "overview");
    show(page, "#/new");
    assertAccessible(page, "form");
    close(page);
  }

  private static void assertAccessible(Page page, String view) {
    assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
    List<Rule> faults =
        new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
                .analyze()
                .getViolations()
                .stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .toList();
    assertThat(faults)
        .as(view)
        .extracting(rule -> rule.getId() + " " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }

  @Test
  void aNarrowScreenShowsAllWithoutScrollingSideways() {
    Page page = chromium.open(ColorScheme.LIGHT, 390, 844);
    logIn(page);
    page.navigate(address(""));
    assertThat(link(page, spec.id())).isVisible();
    assertNotWide(page, "experiments");
    show(page, "#/new");
    assertNotWide(page, "form");
    for (String section : SECTIONS) {
      show(page, section(section));
      assertThat(page.locator(".section")).isVisible();
      assertNotWide(page, section);
    }
    close(page);
  }

  private static void assertNotWide(Page page, String view) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as(view)
        .satisfies(more -> assertThat(((Number) more).intValue()).isLessThanOrEqualTo(0));
  }

  @Test
  void theKeyboardReachesAllAndWhereOneIsIsSaid() {
    Page page = open("", ColorScheme.LIGHT);
    assertThat(link(page, spec.id())).isVisible();

    page.keyboard().press("Tab");
    assertThat(link(page, "Skip to the content")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
    link(page, spec.id()).focus();
    page.keyboard().press("Enter");

    assertThat(title(page, spec.id())).isFocused();
    assertThat(page).hasTitle(spec.id() + " – PSOPruner");
    link(page, "Candidates").focus();
    page.keyboard().press("Enter");
    assertThat(chart(page, "Scatter chart")).isVisible();
    assertThat(link(page, "Candidates")).isFocused();
    assertThat(link(page, "Candidates")).hasAttribute("aria-current", "page");
    close(page);
  }

  @Test
  void whatIsRenewedKeepsTheFocus() {
    Page page = chromium.open();
    logIn(page);
    AtomicInteger told = new AtomicInteger();
    page.route(
        EVENTS,
        route ->
            answer(
                route,
                200,
                "text/event-stream",
                "event: progress\ndata: {\"evaluationsDone\": %d}\n\n"
                    .formatted(EVALUATIONS + told.incrementAndGet())));
    page.navigate(address(section("candidates")));
    unfold(page, "Show as a table");
    Locator row = page.getByLabel("Candidates on the front").locator("tbody a").last();
    row.focus();
    page.waitForResponse(POINTS, () -> {});
    page.waitForResponse(POINTS, () -> {});
    assertThat(row).isFocused();
    page.route(
        Pattern.compile("/layers\\?evaluation="),
        route -> answer(route, 404, "application/problem+json", "{\"detail\": \"no score\"}"),
        new Page.RouteOptions().setTimes(1));
    page.keyboard().press("Enter");

    button(page, "Retrain this one…").focus();
    Pattern candidate = Pattern.compile("/scores/[0-9a-f]+$");
    page.waitForResponse(candidate, () -> {});
    page.waitForResponse(candidate, () -> {});
    assertThat(button(page, "Retrain this one…")).isFocused();
    assertThat(chart(page, "layer by layer")).isVisible(); // it has a score now
    link(page, "Events").click();
    page.locator(".journal a").last().focus();
    page.waitForResponse(Pattern.compile("/journal\\?"), () -> {});
    page.waitForResponse(Pattern.compile("/journal\\?"), () -> {});
    assertThat(page.locator(".journal a").last()).isFocused();
    close(page);
  }

  @Test
  void theReportIsOneFileThatLoadsNothing() {
    Page page = open(section("files"), ColorScheme.LIGHT);
    Download download = page.waitForDownload(() -> button(page, "Save report.html").click());
    Path report = folder.resolve("report.html");
    download.saveAs(report);
    close(page);

    Page alone = chromium.open();
    alone.onRequest(
        request ->
            assertThat(request.url())
                .satisfiesAnyOf(
                    url -> assertThat(url).startsWith("file:"),
                    url -> assertThat(url).startsWith("data:")));
    alone.navigate(report.toUri().toString());

    assertThat(title(alone, spec.id())).isVisible();
    assertThat(chart(alone, "Line chart of validation accuracy by iteration")).isVisible();
    assertThat(alone.locator(".chart canvas").first()).isVisible();
    link(alone, "Candidates").click();
    assertThat(chart(alone, "Parallel coordinates")).isVisible();
    link(alone, "Swarm").click();
    assertThat(chart(alone, "of the 100 particles of iteration 102")).isVisible();
    assertThat(button(alone, "Pause")).hasCount(0);
    close(alone);
  }

  /**
   * Has an experiment begun whose first iteration is that of the large one, with its scores. Nobody
   * evaluates the second and last.
   */
  private static void copy(String id) throws Exception {
    String patch = "{\"id\": \"%s\", \"swarm\": {\"iterations\": 2}}".formatted(id);
    assertThat(post("/experiments/" + spec.id() + "/clone", patch)).isEqualTo(201);
  }

  /**
   * As another user.
   *
   * @param patch a merge patch; empty for none
   * @return with which status it was answered
   */
  private static int post(String path, String patch) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(stage.page().resolve(path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/merge-patch+json")
            .POST(HttpRequest.BodyPublishers.ofString(patch))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Page open(String hash, ColorScheme light) {
    Page page = chromium.open(light, 1280, 900);
    logIn(page);
    page.navigate(address(hash));
    return page;
  }

  private static void logIn(Page page) {
    page.addInitScript("sessionStorage.setItem('psopruner.token', '" + TOKEN + "')");
  }

  private static String address(String hash) {
    return stage.page() + hash;
  }

  private static String section(String name) {
    return section(spec.id(), name);
  }

  private static String section(String id, String name) {
    return "#/experiments/" + id + "/" + name;
  }

  private static void show(Page page, String hash) {
    page.evaluate("(hash) => { location.hash = hash; }", hash);
  }

  private static void close(Page page) {
    page.context().close();
  }
}
