package org.psopruner.coordinator.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the OpenAPI document when it is built: ranges from the schemas of the messages, what
 * fields of answers mean, and that every error is a problem.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class OpenApiCompletion implements OASFilter {
  static final String MEANINGS = "/openapi-meanings.properties";
  private static final String PROBLEM = "#/components/schemas/Problem";

  private static final Map<String, String> REFUSALS =
      Map.of(
          "401", "Nobody is logged in, or the token is not valid",
          "403", "The token has not the role that this needs");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    new OpenApiRanges(schemas).complete("ExperimentSpec", "experiment-spec.v1.json");
    meanings().forEach((field, meaning) -> explain(schemas, field.toString(), meaning.toString()));
    api.getPaths()
        .getPathItems()
        .values()
        .forEach(path -> path.getOperations().values().forEach(OpenApiCompletion::complete));
  }

  private static Properties meanings() {
    Properties meanings = new Properties();
    try (InputStream in = OpenApiCompletion.class.getResourceAsStream(MEANINGS)) {
      meanings.load(in);
      return meanings;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MEANINGS, e);
    }
  }

  /**
   * @param field {@code Schema.property}; a test holds that each is there
   */
  private static void explain(Map<String, Schema> schemas, String field, String meaning) {
    int point = field.indexOf('.');
    Optional.ofNullable(schemas.get(field.substring(0, point)))
        .map(Schema::getProperties)
        .map(properties -> properties.get(field.substring(point + 1)))
        .ifPresent(property -> property.setDescription(meaning));
  }

  private static void complete(Operation operation) {
    REFUSALS.forEach(
        (status, description) ->
            operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().description(description)));
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.compareTo("400") >= 0) {
                complete(response);
              }
            });
  }

  private static void complete(APIResponse error) {
    error.setContent(
        OASFactory.createContent()
            .addMediaType(
                Problem.MEDIA_TYPE,
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
  }
}
