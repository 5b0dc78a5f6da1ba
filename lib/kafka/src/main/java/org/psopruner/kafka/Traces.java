package org.psopruner.kafka;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.psopruner.messages.Reason;

/**
 * Traces across Kafka: work on a record is a span of the trace that the record belongs to, and what
 * {@link EventSource} writes meanwhile says so. Where nobody traces, records that answer others
 * still belong to their traces.
 */
public final class Traces {
  /** Of a service that traces nothing. */
  public static final Traces OFF = new Traces(OpenTelemetry.noop(), false);

  private final Tracer tracer;
  private final boolean on;

  private Traces(OpenTelemetry telemetry, boolean on) {
    this.tracer = telemetry.getTracer("org.psopruner");
    this.on = on;
  }

  /**
   * Those of a service.
   *
   * @param disabled whether it traces nothing: {@link TraceSettings#DISABLED}. Spans would be made
   *     all the same, which nobody ever sees
   */
  public static Traces of(OpenTelemetry telemetry, boolean disabled) {
    return disabled ? OFF : new Traces(telemetry, true);
  }

  /** The span that this thread is in; empty if it is in none that anybody sees. */
  Optional<String> current() {
    return on || !Span.current().isRecording() ? Traceparent.current() : Optional.empty();
  }

  /**
   * Works on a record, in a span of its trace; of a new one if it belongs to none.
   *
   * @param name of the span: what is done, not with what
   */
  public <T> T during(String name, ConsumerRecord<?, ?> read, Supplier<T> work) {
    Context before = Context.root().with(Span.wrap(Traceparent.span(read)));
    Span span =
        tracer
            .spanBuilder(name)
            .setParent(before)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.operation.type", "process")
            .setAttribute("messaging.destination.name", read.topic())
            .startSpan();
    LogIds.of(read).forEach((id, value) -> span.setAttribute("psopruner." + id, value));
    try {
      return before.with(span).wrapSupplier(work).get();
    } catch (RuntimeException | Error e) {
      span.setStatus(StatusCode.ERROR, Reason.of(e));
      throw e;
    } finally {
      span.end();
    }
  }
}
