package org.psopruner.coordinator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The OpenAPI document as a contract: whatever is answered must be a status, a media type and a
 * body that it tells of. Bodies are held to more than it says: no field may be missing, and none
 * may be there that it does not name.
 */
final class Contract implements Filter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonNode document;
  private final Set<String> succeeded = new TreeSet<>();
  private final Set<String> asked = new TreeSet<>();

  /** An operation by its path in the document. */
  private record Operation(String id, JsonNode said) {}

  /**
   * @param document as JSON
   */
  Contract(byte[] document) throws IOException {
    this.document = JSON.readTree(document);
    this.document.at("/components/schemas").forEach(Contract::tighten);
  }

  private static void tighten(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
      ArrayNode required = object.putArray("required");
      object.get("properties").fieldNames().forEachRemaining(required::add);
      object.get("properties").forEach(Contract::tighten);
    }
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification specification,
      FilterContext context) {
    Response response = context.next(request, specification);
    check(
        request.getMethod(),
        URI.create(request.getURI()).getPath(),
        response.statusCode(),
        response.contentType(),
        response.asByteArray());
    return response;
  }

  /** Holds an answer to the document. */
  void check(String method, String path, int status, String contentType, byte[] body) {
    Operation operation = operation(method.toLowerCase(Locale.ROOT), path);
    String what = "%s, status %d".formatted(operation.id(), status);
    JsonNode said = operation.said().path("responses").path(String.valueOf(status));
    assertThat(said.isMissingNode()).as("%s is not in the document", what).isFalse();
    asked.add(operation.id() + " " + status);
    if (status < 400) {
      succeeded.add(operation.id());
    }
    JsonNode content = said.path("content");
    if (content.isMissingNode() || content.isEmpty()) {
      assertThat(body).as("the body of %s, which has none", what).isEmpty();
      return;
    }
    String type = contentType.replaceAll(";.*", "").strip();
    JsonNode media = content.has(type) ? content.get(type) : content.path("*/*");
    assertThat(media.isMissingNode()).as("%s answers %s", what, type).isFalse();
    if (type.endsWith("json") && content.has(type)) {
      assertThat(errors(media.get("schema"), body)).as("what is wrong with %s", what).isEmpty();
    }
  }

  private List<String> errors(JsonNode schema, byte[] body) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("allOf").add(schema);
    root.set("components", document.get("components"));
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(root)
          .validate(JSON.readTree(body))
          .stream()
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      return List.of("no JSON: " + e.getMessage());
    }
  }

  private Operation operation(String method, String path) {
    return document.get("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
        .filter(entry -> entry.getValue().has(method))
        .min(Comparator.comparingInt(entry -> entry.getKey().split("\\{", -1).length))
        .map(entry -> entry.getValue().get(method))
        .map(said -> new Operation(said.path("operationId").asText(), said))
        .orElseThrow(() -> new AssertionError(method + " " + path + " is not in the document"));
  }

  /** The operations of the document that never answered as asked. */
  Set<String> missing() {
    Set<String> all = new TreeSet<>();
    document
        .get("paths")
        .forEach(
            path ->
                METHODS.stream()
                    .filter(path::has)
                    .forEach(method -> all.add(path.get(method).path("operationId").asText())));
    all.removeAll(succeeded);
    return all;
  }

  /** What was answered: operations with their statuses. */
  Set<String> answered() {
    return asked;
  }
}
