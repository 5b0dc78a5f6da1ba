package org.psopruner.kafka;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What a client's metrics tell of its connections. */
public final class Connections {
  private static final String COUNT = "connection-count";

  private Connections() {}

  /** Whether a client that is at work has a connection to any broker. */
  public static boolean any(Map<MetricName, ? extends Metric> metrics) {
    return metrics.entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(COUNT))
        .anyMatch(
            metric ->
                metric.getValue().metricValue() instanceof Number count && count.intValue() > 0);
  }
}
