package org.psopruner.retrainer.bests;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.psopruner.kafka.Cluster;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.ReceivedEvent;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.Topic;

/** The models that are out, of all retrainers. */
public final class PublishedModels {
  private static final Logger LOG = Logger.getLogger(PublishedModels.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final TopicPartition MODELS = new TopicPartition(Topic.MODELS.topicName(), 0);

  private final Cluster cluster;

  public PublishedModels(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Whether an experiment has one. Reads the whole topic, which has one short record a search.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public boolean haveOneOf(String experimentId) {
    try (KafkaConsumer<String, byte[]> consumer = cluster.consumer(Map.of())) {
      consumer.assign(Set.of(MODELS));
      consumer.seekToBeginning(Set.of(MODELS));
      long end = consumer.endOffsets(Set.of(MODELS)).get(MODELS);
      while (consumer.position(MODELS) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          if (isOf(experimentId, record)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private static boolean isOf(String experimentId, ConsumerRecord<String, byte[]> record) {
    try {
      return ReceivedEvent.message(record).experimentId().equals(experimentId);
    } catch (MessageException e) {
      LOG.debugf(e, "No model: %s", DeadLetter.origin(record)); // the coordinator refuses it
      return false;
    }
  }
}
