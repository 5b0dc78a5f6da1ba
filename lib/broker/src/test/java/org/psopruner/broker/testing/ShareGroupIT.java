package org.psopruner.broker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ShareGroupIT {
  @Test
  void deliversARecordToAShareGroupWithAShortLock() throws Exception {
    try (TestKafka kafka = TestKafka.start()) {
      Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
      try (Admin admin = Admin.create(client)) {
        admin.createTopics(List.of(new NewTopic("letters", 1, (short) 1))).all().get();
        admin
            .incrementalAlterConfigs(Map.of(group("readers"), fromEarliestWithShortLock()))
            .all()
            .get();
      }
      try (var producer =
          new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>("letters", "a")).get();
      }
      assertThat(firstLetter(kafka)).isEqualTo("a");
    }
  }

  private static ConfigResource group(String name) {
    return new ConfigResource(ConfigResource.Type.GROUP, name);
  }

  private static List<AlterConfigOp> fromEarliestWithShortLock() {
    return List.of(
        set("share.auto.offset.reset", "earliest"), set("share.record.lock.duration.ms", "1000"));
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static String firstLetter(TestKafka kafka) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "readers");
    try (var consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("letters"));
      while (true) {
        var records = consumer.poll(Duration.ofSeconds(1));
        if (!records.isEmpty()) {
          return records.iterator().next().value();
        }
      }
    }
  }
}
