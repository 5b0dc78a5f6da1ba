package org.psopruner.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads YAML into typed models. A field that a model does not know fails, and so does a field that
 * is there twice. The models of Kubernetes and Strimzi keep what they do not know in a map; here
 * they may not.
 */
final class StrictYaml {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .annotationIntrospector(new NoPlaceForTheUnknown())
          .build();

  private StrictYaml() {}

  private static final class NoPlaceForTheUnknown extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  /** The documents of a file. */
  static List<JsonNode> documents(Path file) throws IOException {
    return documents(Files.readString(file));
  }

  static List<JsonNode> documents(String yaml) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(yaml)) {
      for (JsonNode next = MAPPER.readTree(parser); next != null; next = MAPPER.readTree(parser)) {
        documents.add(next);
      }
    }
    return documents;
  }

  /**
   * A document as a model.
   *
   * @throws JsonProcessingException if it has a field that the model has not, or a value of another
   *     type
   */
  static <T> T as(Class<T> model, JsonNode document) throws JsonProcessingException {
    return MAPPER.treeToValue(document, model);
  }

  static <T> List<T> asListOf(Class<T> model, JsonNode document) throws IOException {
    return MAPPER
        .readerFor(MAPPER.getTypeFactory().constructCollectionType(List.class, model))
        .readValue(document);
  }
}
