package org.psopruner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.psopruner.messages.RetrainingFailed;

class TracesTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final EventSource events = new EventSource("retrainer", "1", InstantSource.system());
  private final ConsumerRecord<String, byte[]> read =
      new ConsumerRecord<>("psopruner.particles", 0, 42, "ab12", new byte[0]);

  @Test
  void whereNobodyTracesAnAnswerStillBelongsToTheTraceOfItsRecord() {
    Traces traces = Traces.OFF;
    assertThat(traces.during("retrain", read, this::answer).headers().lastHeader("traceparent"))
        .isNull();
    read.headers().add("traceparent", TRACE.getBytes(UTF_8));

    ProducerRecord<String, byte[]> answer = traces.during("retrain", read, this::answer);

    assertThat(new String(answer.headers().lastHeader("traceparent").value(), UTF_8))
        .isEqualTo(TRACE);
    assertThat(Traceparent.current()).isEmpty();
  }

  @Test
  void theLogSaysWhichExperimentAndEvaluationItIsAbout() {
    read.headers().add("ce_subject", "vgg".getBytes(UTF_8));

    Map<String, Object> during = LogIds.during(LogIds.of(read), () -> Map.copyOf(MDC.getMap()));

    assertThat(during).containsEntry("experiment", "vgg").containsEntry("evaluation", "ab12");
    assertThat(MDC.getMap()).isEmpty();
  }

  @Test
  void tracesGoNowhereUnlessItIsSaidWhere() {
    assertThat(new TraceSettings(Map.of()).getPropertyNames()).isEmpty();
    assertThat(
            new TraceSettings(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"))
                .getValue("quarkus.otel.sdk.disabled"))
        .isEqualTo("false");
  }

  private ProducerRecord<String, byte[]> answer() {
    return events.record(new RetrainingFailed("vgg", "disk full"));
  }
}
