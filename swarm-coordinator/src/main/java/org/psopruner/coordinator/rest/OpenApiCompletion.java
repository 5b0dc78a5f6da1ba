package org.psopruner.coordinator.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.psopruner.pruning.network.LayerKind;

/**
 * Completes the OpenAPI document when it is built: ranges from the schemas of the messages, what
 * fields of answers mean and may be, and that every error is a problem.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class OpenApiCompletion implements OASFilter {
  private static final String MEANINGS = "/openapi-meanings.properties";
  private static final String RANGES = "/openapi-ranges.properties";
  private static final String PROBLEM = "#/components/schemas/Problem";

  private static final Map<String, String> REFUSALS =
      Map.of(
          "401", "Nobody is logged in, or the token is not valid",
          "403", "The token has not the role that this needs");

  private static final Map<String, String> REFUSALS_OF_BODIES =
      Map.of(
          "413", "The body is longer than what is read",
          "415", "The body is of a kind that is not read here");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    new OpenApiRanges(schemas).complete("ExperimentSpec", "experiment-spec.v1.json");
    schemas.values().forEach(OpenApiCompletion::countFromZero);
    properties(MEANINGS)
        .forEach((field, text) -> change(schemas, field, found -> found.setDescription(text)));
    properties(RANGES)
        .forEach((field, text) -> change(schemas, field, found -> bound(found, text)));
    change(
        schemas,
        "LayerView.kind",
        kind ->
            kind.setEnumeration(Stream.of(LayerKind.values()).<Object>map(Enum::name).toList()));
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations().values().forEach(operation -> complete(path, operation)));
  }

  /** Whole numbers of which nothing else is said are counts. */
  private static void countFromZero(Schema schema) {
    Optional.ofNullable(schema.getProperties()).map(Map::values).orElse(List.of()).stream()
        .filter(property -> property.getType() != null)
        .filter(property -> property.getType().contains(SchemaType.INTEGER))
        .filter(property -> property.getMinimum() == null)
        .forEach(property -> property.setMinimum(BigDecimal.ZERO));
  }

  private static Map<String, String> properties(String file) {
    Properties properties = new Properties();
    try (InputStream in = OpenApiCompletion.class.getResourceAsStream(file)) {
      properties.load(in);
      return properties.stringPropertyNames().stream()
          .collect(Collectors.toMap(Function.identity(), properties::getProperty));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * @param field {@code Schema.property}; a test holds that each is there
   */
  private static void change(Map<String, Schema> schemas, String field, Consumer<Schema> change) {
    int point = field.indexOf('.');
    Optional.ofNullable(schemas.get(field.substring(0, point)))
        .map(Schema::getProperties)
        .map(properties -> properties.get(field.substring(point + 1)))
        .ifPresent(change);
  }

  /**
   * @param range {@code 0..1}; either end may be missing
   */
  private static void bound(Schema property, String range) {
    String[] ends = range.split("\\.\\.", -1);
    if (!ends[0].isEmpty()) {
      property.setMinimum(new BigDecimal(ends[0]));
    }
    if (!ends[1].isEmpty()) {
      property.setMaximum(new BigDecimal(ends[1]));
    }
  }

  private static void complete(String path, Operation operation) {
    if (path.startsWith(WhileReplaying.EXPERIMENTS)
        && !operation.getResponses().hasAPIResponse("503")) {
      refuse(operation, Map.of("503", "The log is still being read"));
    }
    if (operation.getParameters() != null) {
      operation.getParameters().stream()
          .filter(parameter -> parameter.getName().equals("id"))
          .forEach(parameter -> parameter.setDescription("The experiment's id."));
    }
    refuse(operation, REFUSALS);
    if (operation.getRequestBody() != null) {
      refuse(operation, REFUSALS_OF_BODIES);
    }
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

  private static void refuse(Operation operation, Map<String, String> refusals) {
    // In an order that is always the same: the document is compared with the one that is kept.
    new TreeMap<>(refusals)
        .forEach(
            (status, description) ->
                operation
                    .getResponses()
                    .addAPIResponse(
                        status, OASFactory.createAPIResponse().description(description)));
  }

  private static void complete(APIResponse error) {
    error.setContent(
        OASFactory.createContent()
            .addMediaType(
                Problem.MEDIA_TYPE,
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
  }
}
