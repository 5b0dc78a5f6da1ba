package org.psopruner.registry.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.psopruner.registry.testing.FakeServer;

/** What of MLflow's REST API 2.0 is used, as its documents have it. */
final class FakeMlflow extends FakeServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final Pattern BY_TAG = Pattern.compile("tags\\.`([^`]+)` = '([^']*)'");
  private static final Pattern BY_RUN = Pattern.compile("run_id = '([^']*)'");

  final Map<String, String> experiments = new LinkedHashMap<>();
  final List<ObjectNode> runs = new ArrayList<>();
  final Map<String, byte[]> artifacts = new TreeMap<>();
  final Map<String, List<ObjectNode>> models = new TreeMap<>();
  final Map<String, String> aliases = new TreeMap<>();
  String scheme = "mlflow-artifacts:";

  /** Whether another retrainer makes what is to be made, just before. */
  boolean madeMeanwhile;

  @Override
  protected Reply answer(Request request) {
    if (request.path().startsWith(ARTIFACTS)) {
      return artifact(request, request.path().substring(ARTIFACTS.length()));
    }
    if (!request.path().startsWith(API)) {
      return violation(request, "no such path");
    }
    String call = request.method() + " " + request.path().substring(API.length());
    return switch (call) {
      case "GET experiments/get-by-name" -> experiment(request.query().get("experiment_name"));
      case "POST experiments/create" -> createExperiment(body(request, "name"));
      case "POST runs/search" ->
          searchRuns(
              request,
              body(
                  request, "experiment_ids", "filter", "run_view_type", "max_results", "order_by"));
      case "POST runs/create" ->
          createRun(body(request, "experiment_id", "run_name", "start_time", "tags"));
      case "POST runs/log-batch" -> log(request, body(request, "run_id", "metrics", "params"));
      case "POST runs/update" -> update(body(request, "run_id", "status", "end_time"));
      case "POST registered-models/create" ->
          createModel(body(request, "name").path("name").asText());
      case "GET registered-models/get" -> model(request.query().get("name"));
      case "GET model-versions/search" -> searchVersions(request);
      case "POST model-versions/create" ->
          createVersion(body(request, "name", "source", "run_id", "tags"));
      case "POST registered-models/alias" -> setAlias(body(request, "name", "alias", "version"));
      case "GET registered-models/alias" ->
          byAlias(request.query().get("name"), request.query().get("alias"));
      default -> violation(request, "no such call");
    };
  }

  private JsonNode body(Request request, String... fields) {
    if (!request.header("content-type").equals(Optional.of("application/json"))) {
      violation(request, "no JSON");
    }
    try {
      JsonNode body = JSON.readTree(request.body());
      Set<String> names = new HashSet<>();
      body.fieldNames().forEachRemaining(names::add);
      if (!names.equals(Set.of(fields))) {
        violation(request, "fields " + names);
      }
      return body;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply experiment(String name) {
    return experiments.containsKey(name)
        ? Reply.json(
            200,
            JSON.createObjectNode()
                .set(
                    "experiment",
                    JSON.createObjectNode().put("experiment_id", experiments.get(name))))
        : error(404, "RESOURCE_DOES_NOT_EXIST");
  }

  private Reply createExperiment(JsonNode body) {
    String name = body.path("name").asText();
    boolean isThere = experiments.containsKey(name) || madeMeanwhile;
    experiments.putIfAbsent(name, Integer.toString(experiments.size() + 1));
    if (isThere) {
      return error(400, "RESOURCE_ALREADY_EXISTS");
    }
    return Reply.json(200, JSON.createObjectNode().put("experiment_id", experiments.get(name)));
  }

  private Reply searchRuns(Request request, JsonNode body) {
    Matcher filter = BY_TAG.matcher(body.path("filter").asText());
    if (!filter.matches()) {
      return violation(request, "filter " + body.path("filter"));
    }
    ObjectNode found = JSON.createObjectNode();
    for (ObjectNode run : runs) {
      for (JsonNode tag : run.at("/data/tags")) {
        if (tag.path("key").asText().equals(filter.group(1))
            && tag.path("value").asText().equals(filter.group(2))) {
          found.withArray("runs").add(run);
        }
      }
    }
    return Reply.json(200, found);
  }

  private Reply createRun(JsonNode body) {
    String id = "r" + (runs.size() + 1);
    ObjectNode run = JSON.createObjectNode();
    run.putObject("info")
        .put("run_id", id)
        .put("status", "RUNNING")
        .put("run_name", body.path("run_name").asText())
        .put(
            "artifact_uri",
            "%s/%s/%s/artifacts".formatted(scheme, body.path("experiment_id").asText(), id));
    run.putObject("data").set("tags", body.path("tags"));
    runs.add(run);
    return Reply.json(200, JSON.createObjectNode().set("run", run));
  }

  private ObjectNode run(String id) {
    return runs.stream()
        .filter(run -> run.at("/info/run_id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Reply log(Request request, JsonNode body) {
    ObjectNode data = (ObjectNode) run(body.path("run_id").asText()).path("data");
    for (JsonNode metric : body.path("metrics")) {
      if (!metric.path("value").isNumber() || !metric.path("timestamp").isIntegralNumber()) {
        return violation(request, "metric " + metric);
      }
    }
    if (data.has("params") && !data.path("params").equals(body.path("params"))) {
      return violation(request, "a parameter cannot change");
    }
    if (body.path("metrics").size() > 1000 || body.path("params").size() > 100) {
      return violation(request, "too many in one batch");
    }
    data.set("params", body.path("params"));
    data.set("metrics", body.path("metrics"));
    return Reply.json(200, "{}");
  }

  private Reply update(JsonNode body) {
    ObjectNode info = (ObjectNode) run(body.path("run_id").asText()).path("info");
    info.put("status", body.path("status").asText());
    return Reply.json(200, JSON.createObjectNode().set("run_info", info));
  }

  private Reply artifact(Request request, String path) {
    if (!request.method().equals("PUT") || path.contains("//") || path.startsWith("/")) {
      return violation(request, "no way to put an artifact");
    }
    artifacts.put(path, request.body());
    return Reply.json(200, "{}");
  }

  private Reply createModel(String name) {
    if (models.putIfAbsent(name, new ArrayList<>()) != null || madeMeanwhile) {
      return error(400, "RESOURCE_ALREADY_EXISTS");
    }
    return model(name);
  }

  private Reply model(String name) {
    if (!models.containsKey(name)) {
      return error(404, "RESOURCE_DOES_NOT_EXIST");
    }
    ObjectNode model = JSON.createObjectNode().put("name", name);
    aliases.forEach(
        (key, version) -> {
          if (key.startsWith(name + "@")) {
            model
                .withArray("aliases")
                .addObject()
                .put("alias", key.substring(name.length() + 1))
                .put("version", version);
          }
        });
    return Reply.json(200, JSON.createObjectNode().set("registered_model", model));
  }

  private Reply searchVersions(Request request) {
    Matcher filter = BY_RUN.matcher(request.query().getOrDefault("filter", ""));
    if (!filter.matches()) {
      return violation(request, "filter");
    }
    ArrayNode found = JSON.createArrayNode();
    models.values().stream()
        .flatMap(List::stream)
        .filter(version -> version.path("run_id").asText().equals(filter.group(1)))
        .forEach(found::add);
    ObjectNode answer = JSON.createObjectNode();
    if (!found.isEmpty()) { // MLflow leaves an empty list out
      answer.set("model_versions", found);
    }
    return Reply.json(200, answer);
  }

  private Reply createVersion(JsonNode body) {
    List<ObjectNode> versions = models.get(body.path("name").asText());
    if (versions == null) {
      return error(404, "RESOURCE_DOES_NOT_EXIST");
    }
    ObjectNode version = (ObjectNode) body;
    version.put("version", Integer.toString(versions.size() + 1));
    versions.add(version);
    return Reply.json(200, JSON.createObjectNode().set("model_version", version));
  }

  private Reply setAlias(JsonNode body) {
    aliases.put(
        body.path("name").asText() + "@" + body.path("alias").asText(),
        body.path("version").asText());
    return Reply.json(200, "{}");
  }

  private Reply byAlias(String name, String alias) {
    String version = aliases.get(name + "@" + alias);
    return version == null
        ? error(400, "INVALID_PARAMETER_VALUE")
        : Reply.json(
            200,
            JSON.createObjectNode()
                .set(
                    "model_version",
                    JSON.createObjectNode().put("name", name).put("version", version)));
  }

  private static Reply error(int status, String code) {
    try {
      return Reply.json(
          status, JSON.writeValueAsString(Map.of("error_code", code, "message", code)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
