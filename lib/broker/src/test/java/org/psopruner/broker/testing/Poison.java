package org.psopruner.broker.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A record that no service can use.
 *
 * @param name what is wrong with it
 * @param record what is sent
 * @param reason a part of the reason for which it must be refused
 */
public record Poison(String name, ProducerRecord<String, byte[]> record, String reason) {
  private static final int TEN_MEGABYTES = 10 << 20;
  private static final String TYPE = "ce_type";

  /**
   * What can be wrong with a record that carries a message.
   *
   * @param good one that is right: versioned JSON with a number in it, and CloudEvents headers
   */
  public static List<Poison> of(ProducerRecord<String, byte[]> good) {
    String json = new String(good.value(), UTF_8);
    byte[] spaces = new byte[TEN_MEGABYTES];
    Arrays.fill(spaces, (byte) ' ');
    ProducerRecord<String, byte[]> bare =
        new ProducerRecord<>(good.topic(), good.key(), good.value());
    ProducerRecord<String, byte[]> otherType = valued(good, good.value());
    otherType.headers().remove(TYPE).add(TYPE, "org.example.order.v7".getBytes(UTF_8));
    ProducerRecord<String, byte[]> noKey =
        new ProducerRecord<>(good.topic(), null, (String) null, "x".getBytes(UTF_8), headers(good));
    return List.of(
        new Poison("not JSON", valued(good, "poison".getBytes(UTF_8)), "the value is no JSON"),
        new Poison("no key, not JSON", noKey, "the value is no JSON"),
        new Poison("a tombstone", valued(good, null), "the value is empty"),
        new Poison("no headers", bare, "ce_type is missing"),
        new Poison("an unknown type", otherType, "ce_type is org.example.order.v7"),
        new Poison(
            "a later version", text(good, json.replaceFirst(":1", ":2")), "the version is 2"),
        new Poison(
            "a missing field",
            text(good, json.replaceFirst("(\"version\":1,\")", "$1x")),
            "is missing; it must be given"),
        new Poison(
            "NaN",
            text(good, json.replaceFirst("(\"version\":1,.*?:)-?[0-9.E-]+(?=[,}])", "$1NaN")),
            "Non-standard token 'NaN'"),
        new Poison("ten megabytes", valued(good, spaces), "the value has 10485760 bytes"));
  }

  /**
   * Sends all of them, compressed as a broker lets the large one through.
   *
   * @return which went where: topic, partition and offset apart at spaces
   */
  public static Map<String, Poison> send(String bootstrapServers, List<Poison> poisons)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "compression.type",
            "gzip",
            "max.request.size",
            2 * TEN_MEGABYTES);
    Map<String, Poison> sent = new LinkedHashMap<>();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (Poison poison : poisons) {
        RecordMetadata place = producer.send(poison.record()).get(30, TimeUnit.SECONDS);
        sent.put("%s %d %d".formatted(place.topic(), place.partition(), place.offset()), poison);
      }
    }
    return sent;
  }

  private static ProducerRecord<String, byte[]> text(
      ProducerRecord<String, byte[]> good, String json) {
    return valued(good, json.getBytes(UTF_8));
  }

  private static ProducerRecord<String, byte[]> valued(
      ProducerRecord<String, byte[]> good, byte[] value) {
    return new ProducerRecord<>(good.topic(), null, good.key(), value, headers(good));
  }

  private static RecordHeaders headers(ProducerRecord<String, byte[]> record) {
    return new RecordHeaders(record.headers().toArray());
  }
}
