package org.psopruner.kafka;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.psopruner.messages.Reason;

/**
 * Traces across Kafka: work on a record is a span of the trace that the record belongs to, and what
 * {@link EventSource} writes meanwhile says so. Where nobody traces, records that answer others
 * still belong to their traces.
 */
public final class Traces {
  private final Tracer tracer;

  public Traces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("org.psopruner");
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
