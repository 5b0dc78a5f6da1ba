package org.psopruner.coordinator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.psopruner.messages.MessageJson;

/** Takes ranges, choices and descriptions of fields from the schemas of the messages. */
final class OpenApiRanges {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPONENTS = "#/components/schemas/";

  private final Map<String, Schema> components;

  OpenApiRanges(Map<String, Schema> components) {
    this.components = components;
  }

  /**
   * Completes a component and those that it leads to.
   *
   * @param file of the schema that says the same of the messages
   */
  void complete(String component, String file) {
    Schema schema = components.get(component);
    if (schema != null) { // a test holds that it is there
      complete(schema, file(file), file);
    }
  }

  private void complete(Schema schema, JsonNode said, String file) {
    JsonNode here = said;
    String itsFile = file;
    text(here, "description").ifPresent(schema::setDescription);
    for (Optional<String> ref = text(here, "$ref"); ref.isPresent(); ref = text(here, "$ref")) {
      int hash = ref.get().indexOf('#');
      itsFile = hash == 0 ? itsFile : ref.get().substring(0, hash < 0 ? ref.get().length() : hash);
      here = hash < 0 ? file(itsFile) : file(itsFile).at(ref.get().substring(hash + 1));
    }
    if (here.has("oneOf")) { // this, or null
      here = here.get("oneOf").get(0);
    }
    Schema target = ref(schema).map(this::component).orElse(schema);
    if (target.getDescription() == null) {
      text(here, "description").ifPresent(target::setDescription);
    }
    ranges(target, here);
    if (target.getProperties() != null) {
      for (Map.Entry<String, Schema> property : target.getProperties().entrySet()) {
        JsonNode inner = here.path("properties").path(property.getKey());
        if (!inner.isMissingNode()) {
          complete(property.getValue(), inner, itsFile);
        }
      }
    }
  }

  /** The component that a schema is, or is unless it is null. */
  private static Optional<String> ref(Schema schema) {
    return Stream.concat(
            Stream.of(schema),
            Optional.ofNullable(schema.getAnyOf()).stream().flatMap(List::stream))
        .map(Schema::getRef)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private Schema component(String ref) {
    return components.get(ref.substring(COMPONENTS.length()));
  }

  private static void ranges(Schema schema, JsonNode said) {
    number(said, "minimum", schema::setMinimum);
    number(said, "maximum", schema::setMaximum);
    number(said, "exclusiveMinimum", schema::setExclusiveMinimum);
    number(said, "exclusiveMaximum", schema::setExclusiveMaximum);
    text(said, "pattern").ifPresent(schema::setPattern);
    if (said.has("enum")) {
      List<Object> choices = new ArrayList<>();
      said.get("enum").forEach(choice -> choices.add(choice.textValue()));
      schema.setEnumeration(choices);
    }
  }

  private static void number(JsonNode said, String name, Consumer<BigDecimal> taker) {
    if (said.path(name).isNumber()) {
      taker.accept(said.get(name).decimalValue());
    }
  }

  private static Optional<String> text(JsonNode said, String name) {
    return Optional.ofNullable(said.path(name).textValue());
  }

  private static JsonNode file(String name) {
    try (InputStream in = MessageJson.class.getResourceAsStream("/schemas/" + name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the schema " + name, e);
    }
  }
}
