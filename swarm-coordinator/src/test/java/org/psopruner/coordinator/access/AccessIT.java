package org.psopruner.coordinator.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.broker.testing.TestKafka;

/** The packaged service, open to other machines, with tokens and an OpenID Connect provider. */
@Timeout(180)
class AccessIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String OPERATOR = "an-operators-token-of-32-letters";
  private static final String VIEWER = "the-viewers-token-of-32-letters.";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;

  private static TestKafka kafka;
  private static Issuer issuer;
  private static Process coordinator;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
    issuer = Issuer.start();
    port = freePort();
    Path token = Files.writeString(folder.resolve("token"), OPERATOR + "\n");
    coordinator =
        start(
            "open.log",
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "QUARKUS_HTTP_HOST", "0.0.0.0",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "PSOPRUNER_ACCESS_OPERATOR_TOKEN_FILE", token.toString(),
                "PSOPRUNER_ACCESS_VIEWER_TOKEN", VIEWER,
                "QUARKUS_OIDC_TENANT_ENABLED", "true",
                "QUARKUS_OIDC_AUTH_SERVER_URL", issuer.uri()));
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> get("/q/health/ready", "").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    coordinator.destroyForcibly().onExit().join();
    issuer.close();
    kafka.close();
  }

  private static Process start(String log, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                "target/quarkus-app/quarkus-run.jar")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> get(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder().GET(), path, token);
  }

  /** What an operator is told is that this is no experiment; then they were let in. */
  private static HttpResponse<String> post(String token) throws Exception {
    return send(
        HttpRequest.newBuilder()
            .POST(BodyPublishers.ofString("{}"))
            .header("Content-Type", "application/json"),
        "/experiments",
        token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String path, String token)
      throws Exception {
    request.uri(URI.create("http://127.0.0.1:" + port + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("detail").textValue()).contains(detail);
  }

  private static void assertUnknown(HttpResponse<String> answer, String detail) throws IOException {
    assertProblem(answer, 401, detail);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void aProcessThatAnybodyCouldUseDoesNotStart() throws Exception {
    Process refused = start("refused.log", Map.of("QUARKUS_HTTP_HOST", "0.0.0.0"));

    assertThat(refused.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(refused.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("refused.log")))
        .singleElement()
        .asString()
        .startsWith("quarkus.http.host is 0.0.0.0, which other machines may reach");
  }

  @Test
  void withoutATokenOnlyHealthAndThePagesFilesAnswer() throws Exception {
    assertThat(get("/q/health/live", "").statusCode()).isEqualTo(200);
    assertThat(get("/", "").body()).startsWith("<!doctype html>");
    assertThat(get("/page/app.js", "").statusCode()).isEqualTo(200);
    assertThat(get("/", "").headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; ")
        .doesNotContain("unsafe");
    assertThat(get("/page/no-such-file", "").statusCode()).isEqualTo(404);
    assertUnknown(get("/experiments", ""), "Authorization: Bearer <token>");
    assertUnknown(get("/q/openapi", ""), "Authorization: Bearer <token>");
    assertUnknown(get("/queue", ""), "Authorization: Bearer <token>");
    assertUnknown(get("/q/metrics", ""), "Authorization: Bearer <token>");
    assertUnknown(get("/no/such/path", ""), "Authorization: Bearer <token>");
    assertUnknown(post(""), "Authorization: Bearer <token>");
  }

  @Test
  void aTokenThatIsNoneIsRefused() throws Exception {
    assertUnknown(get("/experiments", VIEWER + "x"), "token is not valid");
    assertUnknown(get("/experiments", "a.b.c"), "token is not valid");
  }

  @Test
  void aViewerLooksAndAnOperatorDoes() throws Exception {
    assertThat(get("/experiments", VIEWER).statusCode()).isEqualTo(200);
    assertThat(get("/q/openapi", VIEWER).statusCode()).isEqualTo(200);
    assertThat(get("/queue", VIEWER).body()).isEqualTo("{\"outstanding\":0}");
    assertThat(get("/q/metrics", VIEWER).body()).contains("psopruner_evaluations_outstanding 0");
    assertProblem(post(VIEWER), 403, "this needs the role operator");
    assertThat(get("/experiments", OPERATOR).statusCode()).isEqualTo(200);
    assertProblem(post(OPERATOR), 400, "no valid ExperimentSpec");
  }

  @Test
  void theRolesOfAProvidersTokenCount() throws Exception {
    String viewer = issuer.sign(issuer.claims("staff", Roles.VIEWER));
    String operator = issuer.sign(issuer.claims(Roles.OPERATOR));
    String stranger = issuer.sign(issuer.claims("staff"));

    assertThat(get("/experiments", viewer).statusCode()).isEqualTo(200);
    assertProblem(post(viewer), 403, "this needs the role operator");
    assertProblem(post(operator), 400, "no valid ExperimentSpec");
    assertProblem(get("/experiments", stranger), 403, "the token has neither");
  }

  @Test
  void aProvidersTokenThatIsNotForUsIsRefused() throws Exception {
    JwtClaims expired = issuer.claims(Roles.OPERATOR);
    expired.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 60));
    JwtClaims forOthers = issuer.claims(Roles.OPERATOR);
    forOthers.setAudience("another-service");
    JwtClaims byOthers = issuer.claims(Roles.OPERATOR);
    byOthers.setIssuer("http://other.example");

    assertUnknown(get("/experiments", issuer.sign(expired)), "token is not valid");
    assertUnknown(get("/experiments", issuer.sign(forOthers)), "token is not valid");
    assertUnknown(get("/experiments", issuer.sign(byOthers)), "token is not valid");
    String forged = Issuer.sign(issuer.claims(Roles.OPERATOR), Issuer.newKey());
    assertUnknown(get("/experiments", forged), "token is not valid");
  }

  /** Paths that one part of a server may take for health, and another for experiments. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health/../../experiments",
        "/q/health/..;/../experiments",
        "/q/health;/../../experiments",
        "/q/health/%2e%2e/%2e%2e/experiments",
        "/q/health/..%2f..%2fexperiments",
        "/q/health//../../../experiments",
        "/page/../experiments",
        "/page/..;/experiments",
        "/page/%2e%2e/experiments",
        "/page/..%2fexperiments",
        "/page/..%5cexperiments",
        "/page;/../experiments",
        "/page//../../experiments",
        "/page/%2f..%2f..%2fexperiments",
        "/page/../../application.properties",
        "/page/..%2f..%2f..%2fapplication.properties",
        "/experiments;/page/",
        "/experiments;/q/health",
        "/experiments%3b",
        "/q/health%3b/../../experiments",
        "/q/health%2f..%2f..%2fexperiments",
        "//experiments",
        "/experiments/",
        "/%65xperiments",
        "/experiments?/q/health",
        "/experiments#/q/health",
      })
  void noPathLeadsAroundTheCheck(String path) throws Exception {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("[]");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
