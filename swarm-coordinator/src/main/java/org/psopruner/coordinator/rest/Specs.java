package org.psopruner.coordinator.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.psopruner.messages.ExperimentSpec;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.MessageJson;
import org.psopruner.messages.RecordJson;

/**
 * Experiments as users write them, in JSON or YAML. Where a request has an Idempotency-Key it may
 * leave out the id, which is then made of the key: the same key gives the same id, now and later,
 * at every coordinator.
 */
final class Specs {
  private static final String ID = "id";
  private static final int ID_DIGITS = 24;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** It makes no objects but trees; an alias is read as the text of its name. */
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Specs() {}

  /**
   * Reads an experiment.
   *
   * @param contentType of the body; JSON if it says nothing of YAML
   * @param key the Idempotency-Key, if there is one
   * @throws MessageException in one line that names the field, its value and its range
   */
  static ExperimentSpec read(byte[] body, String contentType, Optional<String> key) {
    if (key.isEmpty() && !isYaml(contentType)) {
      return MessageJson.readSpec(body);
    }
    return spec(object(body, contentType), key);
  }

  /**
   * The same experiment with changes.
   *
   * @param changes a merge patch (RFC 7396), which must give another id, unless there is a key
   * @throws MessageException as {@link #read}
   */
  static ExperimentSpec changed(
      ExperimentSpec original, byte[] changes, String contentType, Optional<String> key) {
    ObjectNode merged = tree(original);
    merged.remove(ID);
    merge(merged, object(changes, contentType));
    return spec(merged, key);
  }

  /**
   * The id of what a request with a key asks for.
   *
   * @throws MessageException as {@link #read}
   */
  static String idOf(byte[] body, String contentType, String key) {
    return object(body, contentType).path(ID).asText(id(key));
  }

  /** The id that a key stands for. */
  static String id(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return "experiment-" + HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ExperimentSpec spec(ObjectNode node, Optional<String> key) {
    if (!node.hasNonNull(ID)) {
      key.ifPresent(given -> node.put(ID, id(given)));
    }
    try {
      return MessageJson.readSpec(JSON.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree has no JSON", e);
    }
  }

  private static ObjectNode tree(ExperimentSpec spec) {
    try {
      return (ObjectNode) JSON.readTree(RecordJson.write(spec));
    } catch (IOException e) {
      throw new IllegalStateException("what was written cannot be read", e);
    }
  }

  private static ObjectNode object(byte[] body, String contentType) {
    boolean yaml = isYaml(contentType);
    String form = yaml ? "YAML" : "JSON";
    try {
      JsonNode node = (yaml ? YAML : JSON).readTree(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new MessageException("the value is no %s object".formatted(form));
    } catch (JsonProcessingException e) {
      throw new MessageException(
          "the value is no %s: %s".formatted(form, line(e.getOriginalMessage())), e);
    } catch (IOException e) { // bytes that are no characters
      throw new MessageException("the value is no %s: %s".formatted(form, line(e.getMessage())), e);
    }
  }

  private static boolean isYaml(String contentType) {
    return contentType != null && contentType.contains("yaml");
  }

  /** What the patch takes away is null afterwards, which is how an experiment does without it. */
  private static void merge(ObjectNode target, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value instanceof ObjectNode changes) {
                ObjectNode inner =
                    target.get(field.getKey()) instanceof ObjectNode there
                        ? there
                        : target.putObject(field.getKey());
                merge(inner, changes);
              } else {
                target.set(field.getKey(), value);
              }
            });
  }

  private static String line(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= 300 ? line : line.substring(0, 299) + "…";
  }
}
