package org.psopruner.coordinator.rest;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The OpenAPI document: what is served is what is committed, and it leaves nothing unsaid. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class OpenApiDocumentIT {
  private static final Path COMMITTED =
      Path.of(System.getProperty("psopruner.home"), "docs", "openapi.yaml");

  @Test
  void theCommittedDocumentIsTheOneThatIsServed() throws Exception {
    String served = get("/q/openapi").asString();
    Path copy =
        Path.of(System.getProperty("psopruner.home"), "swarm-coordinator", "target")
            .resolve("openapi.yaml");
    Files.writeString(copy, served);

    assertThat(Files.readString(COMMITTED))
        .as("docs/openapi.yaml; if the API was to change: cp %s docs/openapi.yaml", copy)
        .isEqualTo(served);
  }

  @Test
  void everyFieldAndParameterIsExplained() throws Exception {
    JsonNode document = new YAMLMapper().readTree(get("/q/openapi").asByteArray());
    List<String> unexplained = new ArrayList<>();
    document
        .at("/components/schemas")
        .properties()
        .forEach(schema -> unexplained(schema.getKey(), schema.getValue(), unexplained));
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .findValues("parameters")
                    .forEach(
                        parameters ->
                            parameters.forEach(
                                parameter -> {
                                  if (!parameter.has("description")) {
                                    unexplained.add(path.getKey() + " " + parameter.get("name"));
                                  }
                                })));

    assertThat(unexplained).isEmpty();
  }

  @Test
  void whatIsExplainedIsThere() throws Exception {
    JsonNode schemas =
        new YAMLMapper().readTree(get("/q/openapi").asByteArray()).at("/components/schemas");
    for (String file : List.of("/openapi-meanings.properties", "/openapi-ranges.properties")) {
      Properties fields = new Properties();
      try (InputStream in = OpenApiCompletion.class.getResourceAsStream(file)) {
        fields.load(in);
      }
      assertThat(fields.stringPropertyNames())
          .allMatch(field -> schemas.at("/" + field.replace(".", "/properties/")).isObject(), file);
    }
  }

  private static void unexplained(String name, JsonNode schema, List<String> unexplained) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String path = name + "." + property.getKey();
              if (!property.getValue().has("description")) {
                unexplained.add(path);
              }
              unexplained(path, property.getValue(), unexplained);
            });
  }

  @Test
  void everyNumberHasARange() throws Exception {
    JsonNode document = new YAMLMapper().readTree(get("/q/openapi").asByteArray());
    List<String> unbounded = new ArrayList<>();
    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("properties")
                    .properties()
                    .forEach(
                        property -> {
                          if (isNumber(property.getValue()) && !isBounded(property.getValue())) {
                            unbounded.add(schema.getKey() + "." + property.getKey());
                          }
                        }));

    assertThat(unbounded).isEmpty();
  }

  private static boolean isNumber(JsonNode schema) {
    String type = schema.path("type").toString();
    return type.contains("integer") || type.contains("number");
  }

  private static boolean isBounded(JsonNode schema) {
    return schema.has("minimum") || schema.has("exclusiveMinimum");
  }
}
