package org.psopruner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psopruner.messages.Message;
import org.psopruner.messages.Samples;
import org.psopruner.messages.Schemas;
import org.psopruner.messages.Topic;

/** The AsyncAPI document says what the code does. */
class AsyncApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DOCUMENT = document();
  private static final EventSource EVENTS =
      new EventSource("retrainer", "1", InstantSource.system());
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  static Stream<Message> messages() {
    return Samples.all();
  }

  @Test
  void theChannelsAreTheTopicsAsTheyAreMade() {
    Map<String, String> described = new TreeMap<>();
    for (JsonNode channel : DOCUMENT.at("/channels")) {
      JsonNode kafka = channel.at("/bindings/kafka");
      assertThat(kafka.path("topic").asText()).isEqualTo(channel.path("address").asText());
      described.put(
          channel.path("address").asText(),
          kafka.path("partitions") + " " + kafka.at("/topicConfiguration/retention.ms").asText());
    }
    Map<String, String> made = new TreeMap<>();
    for (Topic topic : Topic.values()) {
      String kept = topic.kept() ? "-1" : "";
      made.put(
          topic.topicName(),
          topic.partitions()
              + " "
              + topic.keptFor().map(time -> Long.toString(time.toMillis())).orElse(kept));
    }

    assertThat(described).isEqualTo(made);
  }

  @Test
  void eachChannelIsSentToAndReceivedFrom() {
    for (JsonNode operation : DOCUMENT.path("operations")) {
      assertThat(resolve(operation.path("channel")).isMissingNode()).isFalse();
    }
    DOCUMENT
        .path("channels")
        .fieldNames()
        .forEachRemaining(
            channel ->
                assertThat(DOCUMENT.path("operations"))
                    .filteredOn(
                        operation ->
                            operation.at("/channel/$ref").asText().equals("#/channels/" + channel))
                    .extracting(operation -> operation.path("action").asText())
                    .containsExactlyInAnyOrder("send", "receive"));
  }

  @Test
  void everyKindOfMessageIsInOneChannel() {
    Stream<String> named =
        elements(DOCUMENT.path("channels"))
            .filter(channel -> !channel.at("/address").asText().endsWith("dead-letters"))
            .flatMap(channel -> elements(channel.path("messages")))
            .map(message -> resolve(message).path("name").asText());

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Message.class.getPermittedSubclasses()).map(EventSource::type).toList());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aRealRecordIsAsItsChannelSays(Message message) throws IOException {
    ProducerRecord<String, byte[]> record = EVENTS.record(message, Optional.of(TRACE));
    JsonNode headers = headers(record);
    JsonNode channel =
        elements(DOCUMENT.path("channels"))
            .filter(one -> one.path("address").asText().equals(record.topic()))
            .findFirst()
            .orElseThrow();
    JsonNode described =
        elements(channel.path("messages"))
            .map(AsyncApiTest::resolve)
            .filter(one -> one.path("name").asText().equals(headers.path("ce_type").asText()))
            .findFirst()
            .orElseThrow();

    JsonNode trait = resolve(described.at("/traits/0"));
    assertThat(schema(trait.at("/headers/$ref").asText()).validate(headers)).isEmpty();
    assertThat(described.at("/payload/schema/$ref").asText())
        .isEqualTo("./schemas/" + Schemas.file(message.getClass()));
    assertThat(Schemas.errors(JSON.readTree(record.value()), message.getClass())).isEmpty();
  }

  @Test
  void aRealDeadLetterIsAsItsChannelSays() {
    ConsumerRecord<String, byte[]> read =
        new ConsumerRecord<>("psopruner.scores", 0, 42, "vgg", new byte[9 << 20]);
    JsonNode headers = headers(EVENTS.deadLetter(read, "no"));
    JsonSchema schema = schema("#/components/schemas/deadLetterHeaders");

    assertThat(schema.validate(headers)).isEmpty();
    assertThat(schema.validate(((ObjectNode) headers).without("psopruner-reason"))).isNotEmpty();
  }

  private static JsonNode headers(ProducerRecord<?, ?> record) {
    ObjectNode headers = JSON.createObjectNode();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  private static JsonSchema schema(String reference) {
    ObjectNode schema = JSON.createObjectNode().put("$ref", reference);
    schema.set("components", DOCUMENT.path("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
  }

  private static JsonNode resolve(JsonNode node) {
    return DOCUMENT.at(node.path("$ref").asText().substring(1));
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static JsonNode document() {
    try (InputStream in = Topic.class.getResourceAsStream("/asyncapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
