package org.psopruner.kafka;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Records as what SmallRye's channels take. */
public final class ChannelMessages {
  private ChannelMessages() {}

  /** The record's value, with its topic, key and headers as metadata. */
  public static Message<byte[]> of(ProducerRecord<String, byte[]> event) {
    return Message.of(
        event.value(),
        Metadata.of(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(event.topic())
                .withKey(event.key())
                .withHeaders(event.headers())
                .build()));
  }
}
