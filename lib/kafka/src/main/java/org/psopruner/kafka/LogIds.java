package org.psopruner.kafka;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.MDC;
import org.psopruner.messages.Topic;

/**
 * Says which experiment, and which evaluation, lines of the log are about: fields of the mapped
 * diagnostic context, which JSON logs have in {@code mdc}.
 */
public final class LogIds {
  private static final String EXPERIMENT = "experiment";
  private static final String EVALUATION = "evaluation";

  private LogIds() {}

  /** Those that a record's headers and key tell. */
  public static Map<String, String> of(ConsumerRecord<?, ?> read) {
    Map<String, String> ids = new TreeMap<>();
    ReceivedEvent.experimentId(read).ifPresent(id -> ids.put(EXPERIMENT, id));
    if (read.topic().equals(Topic.PARTICLES.topicName()) && read.key() instanceof String id) {
      ids.put(EVALUATION, id);
    }
    return ids;
  }

  /** That of an experiment. */
  public static Map<String, String> of(String experimentId) {
    return Map.of(EXPERIMENT, experimentId);
  }

  /** Those of an evaluation. */
  public static Map<String, String> of(String experimentId, String evaluationId) {
    return Map.of(EXPERIMENT, experimentId, EVALUATION, evaluationId);
  }

  /** Works with these ids in all lines that this thread logs meanwhile. */
  public static <T> T during(Map<String, String> ids, Supplier<T> work) {
    ids.forEach(MDC::put);
    try {
      return work.get();
    } finally {
      ids.keySet().forEach(MDC::remove);
    }
  }

  /** The same for what gives nothing. */
  public static void log(Map<String, String> ids, Runnable work) {
    during(
        ids,
        () -> {
          work.run();
          return ids;
        });
  }
}
