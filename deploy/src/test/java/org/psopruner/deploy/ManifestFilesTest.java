package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file, resources and patches alike, before anything is made of them. */
class ManifestFilesTest {
  /** Maps, in which any name is a key; and others: see {@link #isMap}. */
  private static final Set<String> MAPS =
      Set.of(
          "labels",
          "annotations",
          "pairs",
          "matchLabels",
          "requests",
          "limits",
          "config",
          "jvmOptions");

  /** An operation of a JSON patch (RFC 6902). */
  record Operation(String op, String path, JsonNode value) {}

  static Stream<Path> files() throws IOException {
    return Repository.manifests().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFieldIsKnown(Path file) throws IOException {
    List<JsonNode> documents = StrictYaml.documents(file);

    assertThat(documents).isNotEmpty();
    for (JsonNode document : documents) {
      if (document.isArray()) {
        assertThat(StrictYaml.asListOf(Operation.class, document))
            .allMatch(operation -> Set.of("add", "replace", "remove").contains(operation.op()));
      } else {
        Kinds.parse(withoutDirective(document));
      }
    }
  }

  /** So that the test above can fail: a field too many, once in each object of each document. */
  @ParameterizedTest
  @MethodSource("files")
  void aFieldThatIsUnknownFails(Path file) throws IOException {
    for (JsonNode document : StrictYaml.documents(file)) {
      if (document.isArray()) {
        continue;
      }
      withoutDirective(document);
      for (ObjectNode object : objects(document, "")) {
        object.put("unknownField", "x");
        assertThat(catchThrowable(() -> Kinds.parse(document)))
            .as("%s: %s", file, object)
            .isInstanceOf(JsonProcessingException.class);
        object.remove("unknownField");
      }
    }
  }

  @Test
  void aFieldThatIsThereTwiceFails() {
    assertThatThrownBy(() -> StrictYaml.documents("kind: Secret\nkind: Secret\n"))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void whatAFieldIsCalledIsSaid() throws IOException {
    JsonNode document =
        StrictYaml.documents("apiVersion: v1\nkind: Service\nspec: {ports: [{prot: 80}]}\n").get(0);

    assertThatThrownBy(() -> Kinds.parse(document))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("prot");
  }

  /** Kustomize's own: that a patch takes a resource away. */
  private static JsonNode withoutDirective(JsonNode document) {
    ((ObjectNode) document).remove("$patch");
    return document;
  }

  /**
   * The labels of a pod template, what a trigger needs, and what a service selects are maps, too.
   */
  private static boolean isMap(JsonNode node, String name) {
    return MAPS.contains(name)
        || (name.equals("metadata") && !node.has("name"))
        || (name.equals("selector") && node.has("app.kubernetes.io/name"));
  }

  private static List<ObjectNode> objects(JsonNode node, String name) {
    List<ObjectNode> objects = new ArrayList<>();
    if (node.isObject() && !isMap(node, name)) {
      objects.add((ObjectNode) node);
    }
    if (node.isArray()) {
      node.forEach(child -> objects.addAll(objects(child, name)));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      objects.addAll(objects(field.getValue(), field.getKey()));
    }
    return objects;
  }
}
