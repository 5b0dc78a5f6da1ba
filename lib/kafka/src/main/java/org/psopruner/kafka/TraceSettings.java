package org.psopruner.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Switches a service's traces on where OpenTelemetry's own variables say where they go. Without
 * them, nothing is traced and nothing is sent. What is set of Quarkus in the environment wins.
 */
public final class TraceSettings implements ConfigSource {
  /** Where traces are sent (OTLP), such as {@code http://collector:4317}. */
  public static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  /** {@code grpc}, which is what it is by default, or {@code http/protobuf}. */
  public static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";

  /** Quarkus' setting that switches them off. */
  public static final String DISABLED = "quarkus.otel.sdk.disabled";

  /** Above a service's own properties, below the environment. */
  private static final int ORDINAL = 275;

  private final Map<String, String> settings;

  public TraceSettings() {
    this(System.getenv());
  }

  TraceSettings(Map<String, String> environment) {
    Map<String, String> found = new HashMap<>();
    String endpoint = environment.getOrDefault(ENDPOINT, "");
    if (!endpoint.isBlank()) {
      found.put(DISABLED, "false");
      found.put("quarkus.otel.exporter.otlp.endpoint", endpoint);
      found.put("quarkus.otel.exporter.otlp.protocol", environment.getOrDefault(PROTOCOL, "grpc"));
    }
    this.settings = Map.copyOf(found);
  }

  @Override
  public String getName() {
    return "OpenTelemetry's variables";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }

  @Override
  public Set<String> getPropertyNames() {
    return settings.keySet();
  }

  @Override
  public String getValue(String name) {
    return settings.get(name);
  }
}
