package org.psopruner.coordinator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psopruner.coordinator.Scenario;
import org.psopruner.coordinator.log.Workers;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.Candidate;
import org.psopruner.messages.EvaluationReleased;
import org.psopruner.messages.EvaluationStarted;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.FileReference;
import org.psopruner.messages.RecordJson;
import org.psopruner.messages.RetrainingProgress;
import org.psopruner.messages.Topic;

/** Every operation of the OpenAPI document, on a real broker: what is answered is what it says. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class ContractIT {
  private static final FileReference SMALL =
      FileReference.of(Path.of(System.getProperty("psopruner.home"), "demo", "small-cifar10.onnx"));
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RestAssuredConfig CONFIG =
      RestAssured.config()
          .encoderConfig(
              encoderConfig()
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                  .encodeContentTypeAs("application/yaml", ContentType.TEXT)
                  .encodeContentTypeAs("application/zip", ContentType.BINARY)
                  .encodeContentTypeAs("application/merge-patch+json", ContentType.TEXT));

  private static Contract contract;

  @TempDir Path folder;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @TestHTTPResource("/")
  URI coordinator;

  @BeforeEach
  void ready() throws Exception {
    await().atMost(TIMEOUT).until(() -> get("/q/health/ready").statusCode() == 200);
    if (contract == null) {
      contract = new Contract(given().accept(ContentType.JSON).get("/q/openapi").asByteArray());
    }
  }

  @AfterAll
  static void everyOperationWasAsked() {
    assertThat(contract.missing()).as("operations that never answered as asked").isEmpty();
  }

  @Test
  void anExperimentFromItsCreationToItsDeletion() throws Exception {
    ExperimentSpec spec = withOutput(Scenario.experiment("life", SMALL, 4, 3, 0.1));
    String etag = create(spec).then().statusCode(201).extract().header("ETag");
    asked().get("/queue").then().statusCode(200).body("outstanding", greaterThan(0));

    // How it is, and that it is not told twice.
    asked().get("/experiments/life").then().statusCode(200).header("ETag", equalTo(etag));
    asked().header("If-None-Match", etag).get("/experiments/life").then().statusCode(304);
    layersOfTheBaseline("life");
    groupsBeforeTheFirstScore("life");

    // Changes.
    asked()
        .header("If-Match", etag)
        .post("/experiments/life/pause")
        .then()
        .statusCode(200)
        .body("state", equalTo("PAUSED"))
        .body("revision", equalTo(1));
    asked().header("If-Match", etag).post("/experiments/life/resume").then().statusCode(412);
    asked().post("/experiments/life/pause").then().statusCode(200).body("revision", equalTo(1));
    change("life", "extend", Map.of("iterations", 2))
        .then()
        .statusCode(200)
        .body("spec.swarm.iterations", equalTo(5));
    asked()
        .post("/experiments/life/resume")
        .then()
        .statusCode(200)
        .body("state", equalTo("SEARCHING"));

    try (Workers workers = new Workers(bootstrapServers)) {
      redeliveries("life", workers);
      workers.scoreUntil("life", () -> iteration("life") >= 2);
      results("life");
      charts("life");
      events("life");
      copy("life");
      retraining("life", workers);
    }
    artifacts("life");

    asked().delete("/experiments/life").then().statusCode(204);
    asked().get("/experiments/life").then().statusCode(404);
    create(spec).then().statusCode(409).body("detail", containsString("is deleted"));
  }

  private static void layersOfTheBaseline(String id) {
    asked()
        .get("/experiments/{id}/layers", id)
        .then()
        .statusCode(200)
        .body("evaluationId", nullValue())
        .body("layers[0].kind", equalTo("CONVOLUTION"))
        .body("layers[0].before.channels", equalTo(32))
        .body("layers.after", everyItem(nullValue()))
        .body("layers.before.parameters.sum()", equalTo(289_194))
        .body("layers.before.macs.sum()", equalTo(38_634_752));
  }

  private static void groupsBeforeTheFirstScore(String id) {
    asked()
        .get("/experiments/{id}/points", id)
        .then()
        .statusCode(200)
        .body("items", empty())
        .body("groups", hasSize(6))
        .body("groups[0].channels", equalTo(32));
  }

  /** A worker falls silent, and another one gives the candidate back. */
  private static void redeliveries(String id, Workers workers) {
    ConsumerRecord<String, byte[]> record =
        workers.read(Topic.PARTICLES).stream()
            .filter(r -> ReceivedEvent.message(r).experimentId().equals(id))
            .findFirst()
            .orElseThrow();
    String evaluation = ((Candidate) ReceivedEvent.message(record)).evaluationId();
    workers.send(
        new EvaluationStarted(id, evaluation, "box-1", 1, record.partition(), record.offset()));
    workers.send(
        new EvaluationStarted(id, evaluation, "box-2", 2, record.partition(), record.offset()));
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                asked()
                    .get("/experiments/{id}/workers", id)
                    .then()
                    .statusCode(200)
                    .body("find { it.worker == 'box-2' }.evaluating.attempt", equalTo(2)));
    workers.send(
        new EvaluationReleased(
            id,
            evaluation,
            "box-2",
            record.partition(),
            record.offset(),
            Optional.of("its disk is full")));
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                asked()
                    .get("/experiments/{id}/timeline", id)
                    .then()
                    .statusCode(200)
                    .body("items.outcome", equalTo(List.of("LOST", "HANDED_BACK")))
                    .body("items.redelivered", equalTo(List.of(false, true))));
  }

  private static void charts(String id) {
    String best = asked().get("/experiments/{id}", id).path("globalBest.evaluationId");
    asked()
        .get("/experiments/{id}/points", id)
        .then()
        .statusCode(200)
        .body("items.evaluationId", hasItem(best))
        .body("groups", hasSize(6))
        .body("items.kept", everyItem(hasSize(6)));
    asked()
        .get("/experiments/{id}/points?limit=2", id)
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("limit", equalTo(2))
        .body("total", greaterThan(2));
    problem(
        asked().get("/experiments/{id}/points?limit=0", id),
        400,
        "limit is 0; it must be a whole number from 1 to 10,000");
    asked()
        .get("/experiments/{id}/positions", id)
        .then()
        .statusCode(200)
        .body("items.evaluationId", hasItem(best))
        .body("items.iteration", hasItem(2))
        .body("items.position", everyItem(hasSize(6)));
    asked()
        .get("/experiments/{id}/positions?limit=4", id)
        .then()
        .statusCode(200)
        .body("items.iteration", everyItem(equalTo(2)))
        .body("items.particle", equalTo(List.of(0, 1, 2, 3)))
        .body("total", equalTo(12));
    problem(
        asked().get("/experiments/{id}/positions?limit=many", id),
        400,
        "limit is many; it must be a whole number from 1 to 10,000");
    asked()
        .get("/experiments/{id}/convergence", id)
        .then()
        .statusCode(200)
        .body("items.firstIteration", equalTo(List.of(0, 1)));
    asked()
        .get("/experiments/{id}/report.html", id)
        .then()
        .statusCode(200)
        .header("Content-Disposition", equalTo("attachment; filename=\"life.html\""))
        .body(containsString("/experiments/life/layers?evaluation=" + best));
  }

  private static void results(String id) {
    asked()
        .get("/experiments/{id}/scores?limit=3", id)
        .then()
        .statusCode(200)
        .body("items", hasSize(3))
        .body("offset", equalTo(0))
        .body("total", greaterThan(3));
    asked().get("/experiments/{id}/evaluations", id).then().statusCode(200);
    asked().get("/experiments/{id}/history", id).then().statusCode(200).body("$", hasSize(2));
    String best =
        asked()
            .get("/experiments/{id}/structure", id)
            .then()
            .statusCode(200)
            .body("groups", hasSize(6))
            .extract()
            .path("best.evaluationId");
    int parameters = asked().get("/experiments/{id}", id).path("globalBest.cost.parameters");
    for (String query : List.of("", "?evaluation=" + best)) {
      asked()
          .get("/experiments/" + id + "/layers" + query)
          .then()
          .statusCode(200)
          .body("evaluationId", equalTo(best))
          .body("layers.after.parameters.sum()", equalTo(parameters))
          .body("cost.parameters", equalTo(parameters));
    }
    asked()
        .get("/experiments/{id}/scores/{evaluation}", id, best)
        .then()
        .statusCode(200)
        .body("best", equalTo(true))
        .body("evaluation.evaluationId", equalTo(best))
        .body("groups", equalTo(asked().get("/experiments/{id}/structure", id).path("groups")))
        .body("position", hasSize(6))
        .body("attempts.outcome", hasItem("EVALUATED"));
    asked()
        .get("/experiments/{id}/front", id)
        .then()
        .statusCode(200)
        .body("items.evaluationId", hasItem(best))
        .body("items.byParameters", hasItem(true));
    timelineAndJournal(id, best);
  }

  private static void timelineAndJournal(String id, String best) {
    int total = asked().get("/experiments/{id}/timeline", id).path("total");
    asked()
        .get("/experiments/{id}/timeline?offset=2&limit=1", id)
        .then()
        .statusCode(200)
        .body("offset", equalTo(2))
        .body("items", hasSize(1));
    asked()
        .get("/experiments/{id}/timeline?limit=1", id)
        .then()
        .statusCode(200)
        .body("offset", equalTo(total - 1));
    asked()
        .get("/experiments/{id}/journal", id)
        .then()
        .statusCode(200)
        .body("items[0].kind", equalTo("CREATED"))
        .body(
            "items.text",
            hasItems(
                "a user paused it: workers finish what they have",
                "a user gave it 2 iterations more",
                "a user had it go on"))
        .body("items.kind", hasItems("REDELIVERED", "HANDED_BACK"))
        .body("items.findAll { it.kind == 'BEST' }.evaluationId", hasItem(best));
  }

  /** It goes on until one leaves. */
  private void events(String id) throws Exception {
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(coordinator.resolve("/experiments/" + id + "/events"))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      contract.check(
          "GET",
          "/experiments/" + id + "/events",
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElseThrow(),
          body.readNBytes(5));
    }
  }

  private static void copy(String id) {
    Response copied =
        asked()
            .contentType("application/merge-patch+json")
            .body("{\"id\": \"copy\", \"swarm\": {\"seed\": 7}}")
            .post("/experiments/{id}/clone", id);
    copied
        .then()
        .statusCode(201)
        .body("spec.swarm.seed", equalTo(7))
        .body("spec.swarm.iterations", equalTo(5));
    change("copy", "stop", Map.of("retrain", false))
        .then()
        .statusCode(200)
        .body("state", equalTo("STOPPED"));
    asked().post("/experiments/copy/pause").then().statusCode(409);
    asked().get("/experiments/copy/artifacts").then().statusCode(404);
  }

  private void retraining(String id, Workers workers) throws Exception {
    change(id, "stop", Map.of("retrain", true))
        .then()
        .statusCode(200)
        .body("state", equalTo("RETRAINING"));
    Files.writeString(folder.resolve("model.onnx"), "weights");
    Files.writeString(folder.resolve("report.json"), "{}");
    workers.send(new RetrainingProgress(id, 1, 2, 0.7, 0.7, Optional.of("it is slow")));
    // Progress and models are on topics of their own, which are read in no order among them.
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                asked()
                    .get("/experiments/{id}/journal?limit=1", id)
                    .path("items[0].kind")
                    .equals("RETRAINING"));
    workers.send(Scenario.model(id, SMALL));
    await()
        .atMost(TIMEOUT)
        .until(() -> asked().get("/experiments/{id}", id).path("state").equals("FINISHED"));
    asked()
        .get("/experiments/{id}/journal?limit=2", id)
        .then()
        .statusCode(200)
        .body("items.kind", equalTo(List.of("RETRAINING", "STATE")))
        .body("items[0].level", equalTo("WARNING"))
        .body("items[1].text", equalTo("the model is there"));
  }

  private static void artifacts(String id) {
    asked()
        .get("/experiments/{id}/artifacts", id)
        .then()
        .statusCode(200)
        .body("items.name", equalTo(List.of("model.onnx", "report.json")))
        .body("items[0].bytes", equalTo(7));
    asked()
        .get("/experiments/{id}/artifacts/model.onnx", id)
        .then()
        .statusCode(200)
        .contentType("application/octet-stream")
        .header("Content-Disposition", equalTo("attachment; filename=\"life-model.onnx\""))
        .body(equalTo("weights"));
    asked().get("/experiments/{id}/artifacts/passwords.txt", id).then().statusCode(404);
  }

  @Test
  void experimentsAreListedByPartsAndFiltered() throws Exception {
    for (int i = 0; i < 3; i++) {
      create(Scenario.experiment("listed-" + i, SMALL, 2, 1, 0.1)).then().statusCode(201);
    }
    asked().post("/experiments/listed-1/pause").then().statusCode(200);

    asked()
        .get("/experiments?name=LISTED&offset=1&limit=1")
        .then()
        .statusCode(200)
        .body("total", equalTo(3))
        .body("items.spec.id", equalTo(List.of("listed-1")));
    asked()
        .get("/experiments?name=listed&state=searching")
        .then()
        .statusCode(200)
        .body("items.spec.id", equalTo(List.of("listed-0", "listed-2")));
    asked().get("/experiments?name=nothing-like-it").then().statusCode(200).body("items", empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/experiments?limit=0",
        "/experiments?offset=-1",
        "/experiments?state=lost",
        "/experiments/any/scores?limit=1001",
        "/experiments/any/timeline?offset=x",
        "/experiments/any/journal?limit=1e2"
      })
  void aParameterOutOfItsRangeIsRefused(String path) {
    problem(asked().get(path), 400, "must be");
  }

  @Test
  void anExperimentMayBeWrittenInYaml() throws Exception {
    JsonNode tree = JSON.readTree(json(Scenario.experiment("yaml", SMALL, 2, 1, 0.1)));

    asked()
        .contentType("application/yaml")
        .body(new YAMLMapper().writeValueAsString(tree))
        .post("/experiments")
        .then()
        .statusCode(201)
        .body("spec.id", equalTo("yaml"));
  }

  @Test
  void aRequestWithAKeyMayBeSentAgain() throws Exception {
    String json = json(Scenario.experiment("keyed", SMALL, 2, 1, 0.1));
    String unnamed = json.replaceFirst("\"id\" *: *\"keyed\",", "");

    String id = keyed("the-key", unnamed).then().statusCode(201).extract().path("spec.id");
    keyed("the-key", unnamed).then().statusCode(200).body("spec.id", equalTo(id));
    problem(
        keyed("the-key", unnamed.replaceFirst("\"seed\" *: *42", "\"seed\" : 43")),
        422,
        "the Idempotency-Key was sent before");
    problem(keyed("k".repeat(256), unnamed), 400, "the header Idempotency-Key");
    Response copied = copied(id);
    String copy = copied.then().statusCode(201).extract().path("spec.id");
    assertThat(copy).isNotEqualTo(id);
    copied(id).then().statusCode(200).body("spec.id", equalTo(copy));
    String other =
        keyed("other-key", unnamed.replaceFirst("\"seed\" *: *42", "\"seed\" : 43"))
            .then()
            .statusCode(201)
            .extract()
            .path("spec.id");
    problem(copied(other), 422, "the Idempotency-Key was sent before");

    // More iterations than the original, with its particles, may have.
    String alone = "{\"swarm\": {\"particles\": 1, \"iterations\": 900000}}";
    copied(id, "a-long-copy", alone).then().statusCode(201);
    copied(id, "a-long-copy", alone).then().statusCode(200);

    change(id, "extend", Map.of("iterations", 3)).then().statusCode(200);
    copied(id).then().statusCode(200).body("spec.id", equalTo(copy));
    asked().delete("/experiments/{id}", id).then().statusCode(204);
    copied(id).then().statusCode(200).body("spec.id", equalTo(copy));
  }

  private static Response keyed(String key, String body) {
    return asked()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body)
        .post("/experiments");
  }

  private static Response copied(String id) {
    return copied(id, "a-copy", "{}");
  }

  private static Response copied(String id, String key, String patch) {
    return asked()
        .contentType("application/merge-patch+json")
        .header("Idempotency-Key", key)
        .body(patch)
        .post("/experiments/{id}/clone", id);
  }

  @Test
  void aCloneMayDoWithoutWhatTheOriginalHas() throws Exception {
    ExperimentSpec spec = Scenario.experiment("tuning", SMALL, 2, 1, 0.1);
    String tuned =
        json(spec)
            .replaceFirst(
                "\"fineTuning\" *: *null",
                "\"fineTuning\" : {\"steps\" : 3, \"learningRate\" : 0.01}");
    asked()
        .contentType(ContentType.JSON)
        .body(tuned)
        .post("/experiments")
        .then()
        .statusCode(201)
        .body("spec.evaluation.fineTuning.steps", equalTo(3));

    patched("tuning", "{\"id\": \"untuned\", \"evaluation\": {\"fineTuning\": null}}")
        .then()
        .statusCode(201)
        .body("spec.evaluation.fineTuning", nullValue());
    problem(patched("tuning", "{\"id\": \"no-swarm\", \"swarm\": null}"), 400, "swarm is missing");
    problem(
        patched("tuning", "{\"id\": \"no-seed\", \"swarm\": {\"seed\": null}}"),
        400,
        "swarm.seed is missing");
    problem(patched("tuning", "{\"id\": null}"), 400, "id is missing");
    asked()
        .contentType("application/merge-patch+json")
        .header("Idempotency-Key", "of-a-null-id")
        .body("{\"id\": null}")
        .post("/experiments/tuning/clone")
        .then()
        .statusCode(201)
        .body("spec.id", equalTo(Specs.id("of-a-null-id")));
  }

  private static Response patched(String id, String patch) {
    return asked()
        .contentType("application/merge-patch+json")
        .body(patch)
        .post("/experiments/{id}/clone", id);
  }

  @Test
  void wrongInputIsAProblemThatSaysWhatIsWrong() throws Exception {
    ExperimentSpec spec = Scenario.experiment("wrong", SMALL, 2, 1, 0.1);
    create(spec).then().statusCode(201);

    problem(create(spec), 409, "an experiment is called wrong");
    problem(create(Scenario.experiment("tiny", SMALL, 2, 1, 1e-6)), 422, "no structure meets");
    problem(
        asked().contentType(ContentType.JSON).body("{}").post("/experiments"),
        400,
        "id is missing");
    problem(
        asked().contentType(ContentType.TEXT).body("hello").post("/experiments"), 415, "does not");
    problem(change("wrong", "extend", Map.of("iterations", 0)), 400, "iterations is 0");
    problem(change("wrong", "stop", Map.of("retrain", "perhaps")), 400, "retrain");
    problem(change("wrong", "stop", Map.of("retrain", true)), 409, "nothing of experiment wrong");
    problem(asked().header("If-Match", "\"x\"").post("/experiments/wrong/pause"), 400, "If-Match");
    problem(asked().get("/experiments/wrong/structure"), 404, "");
    problem(asked().get("/experiments/wrong/artifacts"), 404, "is searching");
    problem(asked().get("/experiments/wrong/scores/abc"), 404, "no score of evaluation abc");
    problem(asked().get("/experiments/wrong/layers?evaluation=abc"), 404, "evaluation abc");
    problem(
        asked()
            .contentType("application/merge-patch+json")
            .body("[]")
            .post("/experiments/wrong/clone"),
        400,
        "no JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/evaluations",
        "/scores",
        "/scores/abc",
        "/points",
        "/positions",
        "/convergence",
        "/history",
        "/structure",
        "/layers",
        "/front",
        "/timeline",
        "/journal",
        "/workers",
        "/events",
        "/artifacts",
        "/artifacts/model.onnx"
      })
  void nothingIsKnownOfAnExperimentThatIsNotThere(String rest) {
    problem(asked().get("/experiments/nobody" + rest), 404, "no experiment is called nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "stop", "retrain", "extend", "clone"})
  void nothingIsDoneToAnExperimentThatIsNotThere(String change) {
    problem(
        change(
            "nobody",
            change,
            Map.of("iterations", 1, "retrain", false, "evaluationId", "f".repeat(64))),
        404,
        "no experiment is called nobody");
    problem(asked().delete("/experiments/nobody"), 404, "no experiment is called nobody");
  }

  @Test
  void aModelThatWasSentCanBeSearched() throws Exception {
    byte[] model = Files.readAllBytes(SMALL.path());

    Response sent = send("application/octet-stream", model);
    sent.then()
        .statusCode(201)
        .body("sha256", equalTo(SMALL.sha256()))
        .body("bytes", equalTo(model.length))
        .body("model.classes", equalTo(10))
        .body("data", nullValue());
    assertThat(send("application/octet-stream", model).asString()).isEqualTo(sent.asString());
    FileReference there = new FileReference(URI.create(sent.path("uri")), sent.path("sha256"));
    create(Scenario.experiment("sent", there, 2, 1, 0.1)).then().statusCode(201);

    problem(send("application/octet-stream", new byte[100]), 422, "the file");
    problem(send("application/octet-stream", new byte[(3 << 20) + 1]), 413, "at most");
    problem(send("text/plain", model), 415, "Content-Type");
    HttpResponse<String> untold =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(coordinator.resolve("/uploads"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(model))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(untold.statusCode()).as("of bytes of whatever type").isEqualTo(201);
    assertThat(untold.body()).isEqualTo(sent.asString());
  }

  /** Nothing but the answer is needed to name them. */
  @Test
  void dataThatWereSentCanBeSearchedOn() throws Exception {
    int records = 20 * 3073;
    byte[] batch = new byte[records];
    for (int i = 0; i < records; i += 3073) {
      batch[i] = (byte) (i / 3073 % 10);
    }

    Response sent = send("application/zip", zip("data_batch_1.bin", batch));
    sent.then()
        .statusCode(201)
        .body("data.classes", equalTo(10))
        .body("data.trainingImages", equalTo(20))
        .body("model", nullValue());
    FileReference there = new FileReference(URI.create(sent.path("uri")), sent.path("data.sha256"));
    assertThat(Dataset.open(there.path(), DatasetSettings.DEFAULT).sha256())
        .isEqualTo(there.sha256());
    create(Scenario.withData(Scenario.experiment("on-sent-data", SMALL, 2, 1, 0.1), there))
        .then()
        .statusCode(201);

    problem(send("application/zip", new byte[100]), 422, "the file is no zip");
    problem(
        send("application/zip", zip("notes.txt", new byte[1])), 422, "put JPEG or PNG files at");
    problem(
        send("application/zip", zip("train/cat/1.png", new byte[1])),
        422,
        "train/cat/1.png is not a JPEG or PNG image, whatever its name says; replace or remove it");
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static Response send(String type, byte[] body) {
    return asked().contentType(type).body(body).post("/uploads");
  }

  /** Only what is sent to be kept may be long. */
  @Test
  void aLongRequestIsRefused() {
    problem(
        asked().contentType(ContentType.JSON).body(" ".repeat((1 << 20) + 1)).post("/experiments"),
        413,
        "at most 1 MiB is read");
  }

  @Test
  void aChosenCandidateIsRetrained() throws Exception {
    create(Scenario.experiment("chosen", SMALL, 4, 3, 0.1)).then().statusCode(201);
    try (Workers workers = new Workers(bootstrapServers)) {
      workers.scoreUntil("chosen", () -> iteration("chosen") >= 1);
    }
    String chosen = asked().get("/experiments/chosen/front").path("items[0].evaluationId");

    problem(change("chosen", "retrain", Map.of("evaluationId", "x")), 400, "evaluationId");
    problem(change("chosen", "retrain", Map.of("evaluationId", "f".repeat(64))), 409, "nothing of");
    change("chosen", "retrain", Map.of("evaluationId", chosen))
        .then()
        .statusCode(200)
        .body("state", equalTo("RETRAINING"));
  }

  private ExperimentSpec withOutput(ExperimentSpec spec) {
    return Scenario.withOutput(spec, folder.toUri());
  }

  private static RequestSpecification asked() {
    return given().config(CONFIG).filter(contract);
  }

  private static Response create(ExperimentSpec spec) {
    return asked().contentType(ContentType.JSON).body(json(spec)).post("/experiments");
  }

  private static Response change(String id, String change, Map<String, Object> body) {
    return asked()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/experiments/{id}/{change}", id, change);
  }

  private static int iteration(String id) {
    return get("/experiments/{id}", id).path("iteration");
  }

  private static void problem(Response response, int status, String detail) {
    response
        .then()
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .body("status", equalTo(status))
        .body("title", not(equalTo("")))
        .body("detail", containsString(detail));
  }

  private static String json(ExperimentSpec spec) {
    return new String(RecordJson.write(spec), UTF_8);
  }
}
