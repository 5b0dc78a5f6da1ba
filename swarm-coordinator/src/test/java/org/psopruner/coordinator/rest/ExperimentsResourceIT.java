package org.psopruner.coordinator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psopruner.coordinator.Scenario;
import org.psopruner.coordinator.log.Workers;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.ExperimentCreated;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.GlobalBest;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Topic;
import org.psopruner.messages.rest.ExperimentView;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class ExperimentsResourceIT {
  private static final FileReference SMALL =
      FileReference.of(Path.of(System.getProperty("psopruner.home"), "demo", "small-cifar10.onnx"));
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Inject ObjectMapper mapper;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @TestHTTPResource("/experiments/heard/events")
  String events;

  @TestHTTPResource("/experiments")
  String list;

  @TestHTTPResource("/q/metrics")
  String counts;

  @Test
  void anExperimentIsCreatedSearchedAndHandedToTheRetrainer() throws Exception {
    ready();
    ExperimentSpec spec = Scenario.experiment("demo", SMALL, 5, 3, 0.1);

    post(json(spec))
        .then()
        .statusCode(201)
        .header("Location", endsWith("/experiments/demo"))
        .body("state", equalTo("SEARCHING"))
        .body("evaluationsOutstanding", equalTo(5))
        .body("baseline.parameters", equalTo(289_194))
        .body("globalBest", nullValue())
        .body("spec.swarm.particles", equalTo(5));
    int others = outstandingOfOthers("demo");
    get("/queue").then().statusCode(200).body("outstanding", equalTo(others + 5));

    try (Workers workers = new Workers(bootstrapServers)) {
      workers.scoreUntil("demo", () -> state("demo").equals("RETRAINING"));
      await().atMost(TIMEOUT).until(() -> !winners("demo", workers).isEmpty());
      GlobalBest best = winners("demo", workers).get(0);
      assertThat(best.experiment()).isEqualTo(spec);
      get("/experiments/demo")
          .then()
          .statusCode(200)
          .body("iteration", equalTo(3))
          .body("globalBest.evaluationId", equalTo(best.evaluationId()));
      get("/experiments/demo/evaluations")
          .then()
          .statusCode(200)
          .body("$", hasSize(best.evaluations()))
          .body("evaluationId", hasItem(best.evaluationId()))
          .body("[0].keptChannels.size()", equalTo(6));

      workers.send(new RetrainingProgress("demo", 1, 2, 0.7, 0.7, Optional.empty()));
      workers.send(Scenario.model("demo", SMALL));
      await().atMost(TIMEOUT).until(() -> state("demo").equals("FINISHED"));
    }
    get("/queue").then().statusCode(200).body("outstanding", equalTo(others));
    ExperimentView read =
        mapper.readValue(get("/experiments/demo").asByteArray(), ExperimentView.class);
    assertThat(read.state()).isEqualTo(ExperimentView.State.FINISHED);
    assertThat(read.retraining().orElseThrow().validationAccuracy()).isEqualTo(0.7);
  }

  private static List<GlobalBest> winners(String id, Workers workers) {
    return workers.read(Topic.GLOBAL_BESTS).stream()
        .map(record -> (GlobalBest) ReceivedEvent.message(record))
        .filter(best -> best.experimentId().equals(id))
        .toList();
  }

  /** First how all is, then what changes, each as a JSON object. */
  @Test
  @Timeout(60)
  void whoListensIsToldOfAPause() throws Exception {
    ready();
    post(json(Scenario.experiment("heard", SMALL, 2, 1, 0.1))).then().statusCode(201);
    HttpRequest request = HttpRequest.newBuilder(URI.create(events)).build();

    HttpResponse<Stream<String>> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());

    assertThat(answer.statusCode()).isEqualTo(200);
    try (Stream<String> lines = answer.body()) {
      Iterator<String> line = lines.iterator();
      assertThat(next(line, "state").get("state").asText()).isEqualTo("SEARCHING");
      assertThat(next(line, "progress").get("evaluationsOutstanding").asInt()).isEqualTo(2);

      given().post("/experiments/heard/pause").then().statusCode(200);

      assertThat(next(line, "state").get("state").asText()).isEqualTo("PAUSED");
    }
  }

  /** The data of the next event of a name. */
  private JsonNode next(Iterator<String> lines, String name) throws Exception {
    boolean named = false;
    while (lines.hasNext()) {
      String line = lines.next();
      if (named && line.startsWith("data:")) {
        return mapper.readTree(line.substring("data:".length()));
      }
      named |= line.replace(" ", "").equals("event:" + name);
    }
    throw new AssertionError("no event " + name + " came");
  }

  @Test
  void anIdIsTakenOnce() throws Exception {
    ready();
    String json = json(Scenario.experiment("once", SMALL, 2, 1, 0.1));

    post(json).then().statusCode(201);

    problem(post(json), 409, "an experiment is called once; choose another id");
    assertThat(get("/experiments").jsonPath().getList("items.spec.id", String.class))
        .contains("once");
  }

  @Test
  void anExperimentIsCountedUntilItIsDeleted() throws Exception {
    ready();
    post(json(Scenario.experiment("counted", SMALL, 3, 2, 0.1))).then().statusCode(201);

    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                metrics()
                    .contains(
                        "psopruner_experiment_evaluations{experiment=\"counted\",state=\"outstanding\"} 3"));
    assertThat(metrics()).contains("psopruner_experiment_iterations{experiment=\"counted\"} 0");
    given().delete("/experiments/counted").then().statusCode(204);

    await().atMost(TIMEOUT).until(() -> !metrics().contains("counted"));
  }

  @Test
  void answersAreCompressedButForMetrics() throws Exception {
    ready();

    assertThat(encoding(list)).contains("gzip");
    assertThat(encoding(counts).filter(name -> !name.equals("identity"))).isEmpty();
  }

  private static Optional<String> encoding(String address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).header("Accept-Encoding", "gzip").build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("Content-Encoding");
  }

  @Test
  void aBadRequestNamesTheFieldItsValueAndItsRange() throws Exception {
    String json = json(Scenario.experiment("bad", SMALL, 2, 1, 0.1));

    problem(
        post(json.replace("\"particles\":2", "\"particles\":0")),
        400,
        "no valid ExperimentSpec: swarm.particles is 0; it must be from 1 to 10,000");
    problem(post("hello"), 400, "the value is no JSON: Unrecognized token 'hello'");
    problem(post(""), 400, "the value is empty; it must be a JSON object");
  }

  @Test
  void anExperimentThatCannotBeSearchedIsRefusedBeforeItIsPublished() throws Exception {
    ready();

    problem(
        post(json(Scenario.experiment("tiny", SMALL, 2, 1, 1e-6))),
        422,
        "no structure meets the parameter budget of 0.0001 %");
    problem(
        post(json(Scenario.experiment("tiny", Scenario.BASELINE, 2, 1, 0.1))),
        422,
        "/models/small.onnx is not there");
    problem(get("/experiments/tiny"), 404, "no experiment is called tiny");
    problem(get("/experiments/tiny/evaluations"), 404, "no experiment is called tiny");
  }

  /** Its own name may be resolved to this machine; then the browser takes us for its server. */
  @Test
  void aPageOfAnotherSiteIsNotAnswered() {
    problem(
        given().header("Host", "rebind.example:8080").get("/experiments"),
        401,
        "the Host header must be 127.0.0.1 or localhost; it is rebind.example:8080");
    given()
        .header("Origin", "http://other.example")
        .header("Access-Control-Request-Method", "POST")
        .options("/experiments")
        .then()
        .header("Access-Control-Allow-Origin", nullValue());
  }

  /** A browser sends these for any page without asking first. */
  @Test
  void aPageOfAnotherSiteCannotChangeAnything() {
    for (String origin : List.of("http://other.example", "http://localhost:1", "null")) {
      problem(
          given().header("Origin", origin).post("/experiments/demo/pause"),
          401,
          "no page of another site is answered; the Origin header is " + origin);
    }
    given()
        .header("Origin", "http://" + URI.create(list).getAuthority())
        .post("/experiments/nobody/pause")
        .then()
        .statusCode(404);
  }

  @Test
  void theServiceSaysThatItIsAliveAndReadyAndWhatItOffers() {
    ready();

    get("/q/health/live").then().statusCode(200);
    assertThat(get("/q/health/ready").jsonPath().getList("checks.name", String.class))
        .containsExactlyInAnyOrder("Kafka connection health check", "experiment log is replayed");
    given()
        .accept(ContentType.JSON)
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body("paths.'/experiments'.post.responses.keySet()", hasItem("422"))
        .body("components.schemas.ExperimentSpec.properties.keySet()", hasItem("swarm"));
  }

  /** The other tests' searches stay where they are: nobody evaluates for them. */
  private static int outstandingOfOthers(String id) {
    return get("/experiments")
        .jsonPath()
        .getInt(
            "items.findAll { it.spec.id != '%s' && it.state == 'SEARCHING' }.sum { it.evaluationsOutstanding } ?: 0"
                .formatted(id));
  }

  private static void ready() {
    await().atMost(TIMEOUT).until(() -> get("/q/health/ready").statusCode() == 200);
  }

  private static Response post(String json) {
    return given().contentType(ContentType.JSON).body(json).post("/experiments");
  }

  private static void problem(Response response, int status, String detail) {
    response
        .then()
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .body("status", equalTo(status))
        .body("detail", allOf(containsString(detail)));
  }

  private static String metrics() {
    return get("/q/metrics").asString();
  }

  private static String state(String id) {
    return get("/experiments/" + id).jsonPath().getString("state");
  }

  private String json(ExperimentSpec spec) throws Exception {
    JsonNode created = mapper.readTree(MessageJson.write(new ExperimentCreated(spec)));
    return created.get("experiment").toString();
  }
}
