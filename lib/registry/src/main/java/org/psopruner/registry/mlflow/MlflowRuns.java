package org.psopruner.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.psopruner.messages.ModelReady;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelFile;
import org.psopruner.registry.ModelProperties;
import org.psopruner.registry.UnavailableException;
import org.psopruner.registry.http.HttpService;
import org.psopruner.registry.http.JsonService;

/** The runs of one experiment of MLflow's. */
final class MlflowRuns {
  static final String API = "/api/2.0/mlflow";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
  private static final String PROXY = "mlflow-artifacts";
  private static final String FINISHED = "FINISHED";

  private final HttpService server;
  private final JsonService json;
  private final MlflowNames names;
  private final String experiment;

  MlflowRuns(HttpService server, String experiment) {
    this.server = server;
    this.json = new JsonService(server);
    this.names = new MlflowNames(server);
    this.experiment = experiment;
  }

  /** The run of a model; of several, which only a halted retrainer can have made, the first. */
  Optional<JsonNode> find(FinishedModel model) {
    ObjectNode search = JsonService.object();
    search.putArray("experiment_ids").add(experimentId());
    search.put("filter", "tags.`%s` = '%s'".formatted(ModelProperties.ID, model.id()));
    search.put("run_view_type", "ACTIVE_ONLY");
    search.put("max_results", 1);
    search.putArray("order_by").add("attributes.start_time ASC");
    JsonNode found = json.post(API + "/runs/search", search, "search for a run");
    return Optional.ofNullable(found.path("runs").get(0));
  }

  JsonNode create(FinishedModel model) {
    ObjectNode run = JsonService.object();
    run.put("experiment_id", experimentId());
    run.put("run_name", model.ready().experimentId());
    run.put("start_time", Instant.now().toEpochMilli());
    ArrayNode tags = run.putArray("tags");
    tag(tags, ModelProperties.ID, model.id());
    tag(tags, "mlflow.source.name", "psopruner");
    return json.post(API + "/runs/create", run, "create a run").path("run");
  }

  /** What is logged twice with the same time is there once. */
  void log(JsonNode run, ModelReady ready, Instant time) {
    ObjectNode batch = JsonService.object().put("run_id", id(run));
    ArrayNode metrics = batch.putArray("metrics");
    ModelProperties.metrics(ready)
        .forEach(
            (name, value) ->
                metrics
                    .addObject()
                    .put("key", name)
                    .put("value", value)
                    .put("timestamp", time.toEpochMilli())
                    .put("step", 0));
    ArrayNode parameters = batch.putArray("params");
    ModelProperties.origin(ready).forEach((name, value) -> tag(parameters, name, value));
    json.post(API + "/runs/log-batch", batch, "log parameters and metrics");
  }

  void upload(JsonNode run, ModelFile file) {
    URI folder = URI.create(artifacts(run));
    if (!PROXY.equals(folder.getScheme())) {
      throw new UnavailableException(
          "MLflow at %s keeps artifacts of experiment %s at %s:, not behind its proxy; start it with --serve-artifacts, and take an experiment that was made since"
              .formatted(server.base(), experiment, folder.getScheme()));
    }
    String path = ARTIFACTS + folder.getRawPath() + "/" + HttpService.encode(file.name());
    server.require(
        server.put(path, file.mediaType(), file.path(), file.bytes()), "take " + file.name());
  }

  void finish(JsonNode run, Instant end) {
    ObjectNode update =
        JsonService.object()
            .put("run_id", id(run))
            .put("status", FINISHED)
            .put("end_time", end.toEpochMilli());
    json.post(API + "/runs/update", update, "finish a run");
  }

  static String id(JsonNode run) {
    return run.at("/info/run_id").asText();
  }

  /** Where a run's artifacts are. */
  static String artifacts(JsonNode run) {
    return run.at("/info/artifact_uri").asText();
  }

  static boolean isFinished(JsonNode run) {
    return run.at("/info/status").asText().equals(FINISHED);
  }

  private static void tag(ArrayNode tags, String key, String value) {
    tags.addObject().put("key", key).put("value", value);
  }

  private String experimentId() {
    return names.findOrMake(
        this::find, API + "/experiments/create", experiment, "create experiment " + experiment);
  }

  private Optional<String> find() {
    return json.find(
            API + "/experiments/get-by-name",
            Map.of("experiment_name", experiment),
            "look up an experiment")
        .map(found -> found.at("/experiment/experiment_id").asText());
  }
}
