package org.psopruner.worker.particles;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * How often a broker has answered a client that fetches records. The client counts an answer after
 * it has laid the records in it ready for the next poll.
 */
final class FetchAnswers {
  private static final String COUNT = "fetch-total";

  private final Metric count;

  private FetchAnswers(Metric count) {
    this.count = count;
  }

  /**
   * @param metrics of a consumer, which counts the answers of all brokers together
   * @throws IllegalStateException if the client does not count them
   */
  static FetchAnswers of(Map<MetricName, ? extends Metric> metrics) {
    return metrics.entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(COUNT))
        .findAny()
        .map(metric -> new FetchAnswers(metric.getValue()))
        .orElseThrow(() -> new IllegalStateException("the client has no metric " + COUNT));
  }

  long count() {
    return ((Number) count.metricValue()).longValue();
  }
}
