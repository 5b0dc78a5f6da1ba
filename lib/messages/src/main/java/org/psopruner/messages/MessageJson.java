package org.psopruner.messages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * Messages as JSON and back. Every message carries {@code "version": 1}. Fields that are not known
 * are passed over, so that a later service may add some, and what may be absent is so where it is
 * not given, as in what an earlier service has written; all else must be as the schema says.
 */
public final class MessageJson {
  /** The version of the JSON that is written, and the only one that is read. */
  public static final int VERSION = 1;

  /**
   * The longest JSON that is read: a candidate lists each channel it keeps, about 5 bytes a
   * channel, so this is a network of more than a million channels.
   */
  public static final int MAX_BYTES = 8 << 20;

  /** Objects and lists in each other; a global best has seven. */
  private static final int MAX_DEPTH = 32;

  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_STRING_LENGTH = 1 << 16;

  /**
   * The most values, names and brackets in a message: each becomes an object of up to a hundred
   * bytes, and two bytes can stand for one. A candidate has one a channel.
   */
  static final int MAX_TOKENS = 2_000_000;

  private static final ObjectMapper MAPPER = mapper(MAX_TOKENS);

  private static final ObjectMapper SPECS =
      mapper(MAX_TOKENS).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private MessageJson() {}

  /**
   * A strict reader and writer of records.
   *
   * @param maxTokens in a document that is read
   */
  static ObjectMapper mapper(long maxTokens) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxNameLength(MAX_STRING_LENGTH)
                        .maxTokenCount(maxTokens)
                        .build())
                .build())
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .build();
  }

  /** A message as UTF-8 JSON. */
  public static byte[] write(Message message) {
    ObjectNode node = MAPPER.createObjectNode().put("version", VERSION);
    node.setAll((ObjectNode) MAPPER.valueToTree(message));
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a " + message.getClass().getSimpleName() + " has no JSON", e);
    }
  }

  /**
   * What a message is known by, wherever it is sent again: the SHA-256 of its JSON. A model is
   * known by the global best that it answers: trained again elsewhere it may have other bytes, and
   * is the same model all the same.
   */
  public static String id(Message message) {
    return message instanceof ModelReady ready ? ready.globalBestId() : Sha256.of(write(message));
  }

  /**
   * Reads a message.
   *
   * @throws MessageException if the bytes are no JSON, of another version, or no message of that
   *     type
   */
  public static <T extends Message> T read(byte[] json, Class<T> type) {
    JsonNode node = object(json);
    JsonNode version = node.path("version");
    if (!version.isInt() || version.intValue() != VERSION) {
      throw new MessageException(
          "the version is %s; this service reads version %d"
              .formatted(version.isMissingNode() ? "missing" : version, VERSION));
    }
    return convert(node, MAPPER, type);
  }

  /**
   * Reads an experiment as a user asks for it, as strictly as a message; it needs no version, which
   * is that of the API. A field that is not known is refused: it may be a misspelt one.
   *
   * @throws MessageException if the bytes are no JSON or no experiment
   */
  public static ExperimentSpec readSpec(byte[] json) {
    return convert(object(json), SPECS, ExperimentSpec.class);
  }

  /**
   * Reads what a user sends to the API, as strictly as a message.
   *
   * @throws MessageException if the bytes are no JSON or no such record
   */
  public static <T> T readRequest(byte[] json, Class<T> type) {
    return convert(object(json), MAPPER, type);
  }

  private static JsonNode object(byte[] json) {
    if (json == null || json.length == 0) {
      throw new MessageException("the value is empty; it must be a JSON object");
    }
    if (json.length > MAX_BYTES) {
      throw new MessageException(
          "the value has %d bytes; at most %d are read".formatted(json.length, MAX_BYTES));
    }
    try {
      JsonNode node = MAPPER.readTree(json);
      if (!node.isObject()) {
        throw new MessageException("the value is no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new MessageException("the value is no JSON: " + oneLine(e.getOriginalMessage()), e);
    } catch (IOException e) { // bytes that are no characters
      throw new MessageException("the value is no JSON: " + oneLine(e.getMessage()), e);
    }
  }

  private static <T> T convert(JsonNode node, ObjectMapper mapper, Class<T> type) {
    try {
      return mapper.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new MessageException(
          "no valid %s: %s".formatted(type.getSimpleName(), oneLine(reason(e, node))), e);
    }
  }

  /** What is wrong and where: {@code swarm.particles is 0; it must be from 1 to 10,000}. */
  private static String reason(JsonProcessingException e, JsonNode node) {
    String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
    if (e.getCause() instanceof IllegalArgumentException refusal) {
      return path.isEmpty() ? refusal.getMessage() : path + "." + refusal.getMessage();
    }
    if (e instanceof UnrecognizedPropertyException) {
      return path + " is not known; leave it out";
    }
    if (e instanceof MismatchedInputException mismatch && !(e instanceof InvalidTypeIdException)) {
      JsonNode found = at(node, mismatch);
      return found.isMissingNode() || found.isNull()
          ? path + " is missing; it must be given"
          : path + " is " + found + "; it must be of type " + typeName(mismatch);
    }
    return path.isEmpty() ? e.getOriginalMessage() : path + ": " + e.getOriginalMessage();
  }

  private static JsonNode at(JsonNode node, JsonMappingException e) {
    JsonNode found = node;
    for (JsonMappingException.Reference step : e.getPath()) {
      found =
          step.getFieldName() == null
              ? found.path(step.getIndex())
              : found.path(step.getFieldName());
    }
    return found;
  }

  private static String typeName(MismatchedInputException e) {
    return e.getTargetType() == null ? "another" : e.getTargetType().getSimpleName();
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  static String oneLine(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}\u2028\u2029]+", " ").strip();
    return line.length() <= 300 ? line : line.substring(0, 299) + "…";
  }
}
