package org.psopruner.registry.kubeflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelProperties;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.http.HttpService;
import org.psopruner.registry.http.JsonService;

/**
 * Registers each model as a version of a registered model with an artifact, by the REST API
 * v1alpha3 of Kubeflow's Model Registry. It keeps no files, but where they are. Versions and
 * artifacts are found again by the model's id, their external id, which the registry keeps unique.
 */
public final class KubeflowRegistry implements ModelRegistry {
  private static final String API = "/api/model_registry/v1alpha3";
  private static final int SHORT = 12;

  private final HttpService server;
  private final JsonService json;
  private final String template;
  private final Function<FinishedModel, URI> location;

  /**
   * @param model the registered model, a template of {@link FinishedModel#name}
   * @param location where others find the model's files
   */
  public KubeflowRegistry(HttpService server, String model, Function<FinishedModel, URI> location) {
    this.server = server;
    this.json = new JsonService(server);
    this.template = model;
    this.location = location;
  }

  @Override
  public String name() {
    return "kubeflow";
  }

  @Override
  public URI register(FinishedModel model) {
    String registered = registeredModel(model.name(template));
    String version = version(model, registered);
    artifact(model, version);
    return URI.create(server.base() + API + "/model_versions/" + version);
  }

  private String registeredModel(String name) {
    return json.find(API + "/registered_model", Map.of("name", name), "look up model " + name)
        .orElseGet(
            () ->
                json.post(
                    API + "/registered_models",
                    JsonService.object().put("name", name),
                    "register model " + name))
        .path("id")
        .asText();
  }

  private String version(FinishedModel model, String registered) {
    return byId("/model_version", model, "look up a version")
        .orElseGet(
            () -> {
              ObjectNode version = named(model).put("registeredModelId", registered);
              version.put("author", "psopruner");
              properties(model, version.putObject("customProperties"));
              return json.post(API + "/model_versions", version, "create a version");
            })
        .path("id")
        .asText();
  }

  private void artifact(FinishedModel model, String version) {
    if (byId("/model_artifact", model, "look up an artifact").isEmpty()) {
      ObjectNode artifact = named(model);
      artifact.put("artifactType", "model-artifact");
      artifact.put("uri", location.apply(model).toString());
      artifact.put("modelFormatName", "onnx");
      artifact.put("modelFormatVersion", "1");
      artifact.put("state", "LIVE");
      json.post(API + "/model_versions/" + version + "/artifacts", artifact, "create an artifact");
    }
  }

  private Optional<JsonNode> byId(String path, FinishedModel model, String doing) {
    return json.find(API + path, Map.of("externalId", model.id()), doing);
  }

  private static ObjectNode named(FinishedModel model) {
    return JsonService.object()
        .put("name", model.ready().experimentId() + "-" + model.id().substring(0, SHORT))
        .put("externalId", model.id());
  }

  private static void properties(FinishedModel model, ObjectNode properties) {
    ModelProperties.origin(model.ready())
        .forEach(
            (name, value) ->
                properties
                    .putObject(name)
                    .put("metadataType", "MetadataStringValue")
                    .put("string_value", value));
    ModelProperties.metrics(model.ready())
        .forEach(
            (name, value) ->
                properties
                    .putObject(name)
                    .put("metadataType", "MetadataDoubleValue")
                    .put("double_value", value));
  }
}
