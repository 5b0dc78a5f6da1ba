package org.psopruner.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.psopruner.registry.UnavailableException;

/** A server that takes and answers JSON. */
public final class JsonService {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json", "Accept", "application/json");

  private final HttpService http;

  public JsonService(HttpService http) {
    this.http = http;
  }

  /** An empty object. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** What there is, or nothing where the server says 404. */
  public Optional<JsonNode> find(String path, Map<String, String> query, String doing) {
    HttpService.Answer answer = http.get(path, query);
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(parse(http.require(answer, doing), doing));
  }

  /** What the server answers to an object. */
  public JsonNode post(String path, JsonNode body, String doing) {
    return parse(http.require(answer(path, body), doing), doing);
  }

  /**
   * What the server answers, whatever its status, so that it can be told what is there already from
   * what is wrong.
   */
  public HttpService.Answer answer(String path, JsonNode body) {
    return http.send("POST", path, HEADERS, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes sure that an answer is a good one, and reads it.
   *
   * @throws UnavailableException if it is no JSON: then another server answers there
   */
  public JsonNode parse(HttpService.Answer answer, String doing) {
    http.require(answer, doing);
    try {
      return JSON.readTree(answer.body().isBlank() ? "{}" : answer.body());
    } catch (JsonProcessingException e) {
      throw new UnavailableException(
          "what %s answers when asked to %s is no JSON; check the address"
              .formatted(http.base(), doing),
          e);
    }
  }
}
