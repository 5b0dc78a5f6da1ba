package org.psopruner.registry.mlflow;

import static org.psopruner.registry.mlflow.MlflowRuns.API;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelProperties;
import org.psopruner.registry.http.HttpService;
import org.psopruner.registry.http.JsonService;

/** The registered models of an MLflow server. */
final class MlflowModels {
  private final JsonService json;
  private final MlflowNames names;
  private final String template;
  private final String alias;

  MlflowModels(HttpService server, String template, String alias) {
    this.json = new JsonService(server);
    this.names = new MlflowNames(server);
    this.template = template;
    this.alias = alias;
  }

  String name(FinishedModel model) {
    return model.name(template);
  }

  /** The version that a run is, which is made where there is none. */
  String version(FinishedModel model, JsonNode run) {
    String name = name(model);
    names.findOrMake(
        () -> find(name), API + "/registered-models/create", name, "register model " + name);
    return versionOf(name, run).orElseGet(() -> create(model, run));
  }

  private Optional<JsonNode> find(String name) {
    return json.find(API + "/registered-models/get", Map.of("name", name), "look up model " + name);
  }

  private Optional<String> versionOf(String name, JsonNode run) {
    Map<String, String> query =
        Map.of("filter", "run_id = '%s'".formatted(MlflowRuns.id(run)), "max_results", "100");
    JsonNode found =
        json.find(API + "/model-versions/search", query, "look up a model's version").orElseThrow();
    return StreamSupport.stream(found.path("model_versions").spliterator(), false)
        .filter(version -> version.path("name").asText().equals(name))
        .map(version -> version.path("version").asText())
        .findFirst();
  }

  private String create(FinishedModel model, JsonNode run) {
    ObjectNode version = JsonService.object();
    version.put("name", name(model));
    version.put("source", MlflowRuns.artifacts(run));
    version.put("run_id", MlflowRuns.id(run));
    version.putArray("tags").addObject().put("key", ModelProperties.ID).put("value", model.id());
    return json.post(API + "/model-versions/create", version, "create a model's version")
        .at("/model_version/version")
        .asText();
  }

  /** Gives a version the alias, unless a later one has it. */
  void alias(FinishedModel model, String version) {
    Optional<JsonNode> holder = holder(name(model));
    boolean later =
        holder
            .map(found -> found.at("/model_version/version").asLong())
            .filter(held -> held >= Long.parseLong(version))
            .isPresent();
    if (!later) {
      ObjectNode set =
          JsonService.object().put("name", name(model)).put("alias", alias).put("version", version);
      json.post(API + "/registered-models/alias", set, "set the alias " + alias);
    }
  }

  /** The server answers 400 where a model has no such alias, so the model is asked for all. */
  private Optional<JsonNode> holder(String name) {
    return find(name)
        .filter(
            found ->
                StreamSupport.stream(found.at("/registered_model/aliases").spliterator(), false)
                    .anyMatch(set -> set.path("alias").asText().equals(alias)))
        .flatMap(
            found ->
                json.find(
                    API + "/registered-models/alias",
                    Map.of("name", name, "alias", alias),
                    "look up the alias " + alias));
  }
}
