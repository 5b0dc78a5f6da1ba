package org.psopruner.registry.kubeflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.psopruner.registry.testing.FakeServer;

/** What of the Model Registry's REST API v1alpha3 is used, as its OpenAPI document has it. */
final class FakeKubeflow extends FakeServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/model_registry/v1alpha3/";
  private static final Pattern ARTIFACTS =
      Pattern.compile("POST model_versions/([0-9]+)/artifacts");
  private static final Set<String> BASE =
      Set.of("name", "externalId", "description", "customProperties");

  final List<ObjectNode> models = new ArrayList<>();
  final List<ObjectNode> versions = new ArrayList<>();
  final List<ObjectNode> artifacts = new ArrayList<>();
  private int ids;

  @Override
  protected Reply answer(Request request) {
    if (!request.path().startsWith(API)) {
      return violation(request, "no such path");
    }
    String call = request.method() + " " + request.path().substring(API.length());
    return switch (call) {
      case "GET registered_model" -> find(request, models, Set.of("name"));
      case "POST registered_models" -> create(request, models, Set.of("owner", "state"));
      case "GET model_version" -> find(request, versions, Set.of("externalId"));
      case "POST model_versions" -> createVersion(request);
      case "GET model_artifact" -> find(request, artifacts, Set.of("externalId"));
      default -> {
        Matcher artifact = ARTIFACTS.matcher(call);
        yield artifact.matches()
            ? createArtifact(request, artifact.group(1))
            : violation(request, "no such call");
      }
    };
  }

  private Reply find(Request request, List<ObjectNode> all, Set<String> by) {
    if (!request.query().keySet().equals(by)) {
      return violation(request, "query " + request.query());
    }
    Map.Entry<String, String> pair = request.query().entrySet().iterator().next();
    return all.stream()
        .filter(one -> one.path(pair.getKey()).asText().equals(pair.getValue()))
        .findFirst()
        .map(found -> Reply.json(200, found))
        .orElseGet(() -> Reply.json(404, "{\"code\":\"\",\"message\":\"none found\"}"));
  }

  private Reply createVersion(Request request) {
    String parent = read(request).path("registeredModelId").asText();
    if (models.stream().noneMatch(model -> model.path("id").asText().equals(parent))) {
      return violation(request, "no model " + parent);
    }
    return create(request, versions, Set.of("registeredModelId", "author", "state"));
  }

  private Reply createArtifact(Request request, String version) {
    if (versions.stream().noneMatch(one -> one.path("id").asText().equals(version))) {
      return Reply.json(404, "{}");
    }
    if (!read(request).path("artifactType").asText().equals("model-artifact")) {
      return violation(request, "no model artifact");
    }
    return create(
        request,
        artifacts,
        Set.of("artifactType", "uri", "modelFormatName", "modelFormatVersion", "state"));
  }

  private Reply create(Request request, List<ObjectNode> all, Set<String> fields) {
    ObjectNode body = read(request);
    Set<String> known = new HashSet<>(BASE);
    known.addAll(fields);
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                violation(request, "field " + name);
              }
            });
    for (JsonNode value : body.path("customProperties")) {
      boolean text =
          value.path("metadataType").asText().equals("MetadataStringValue")
              && value.path("string_value").isTextual();
      boolean number =
          value.path("metadataType").asText().equals("MetadataDoubleValue")
              && value.path("double_value").isNumber();
      if (!text && !number) {
        return violation(request, "property " + value);
      }
    }
    boolean taken =
        all.stream()
            .anyMatch(
                one ->
                    one.path("name").equals(body.path("name"))
                        || (one.has("externalId")
                            && one.path("externalId").equals(body.path("externalId"))));
    if (taken) {
      violation(request, "made twice");
      return Reply.json(409, "{}");
    }
    body.put("id", Integer.toString(++ids));
    all.add(body);
    return Reply.json(201, body);
  }

  private static ObjectNode read(Request request) {
    try {
      return (ObjectNode) JSON.readTree(request.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
