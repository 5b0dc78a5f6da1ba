package org.psopruner.kafka;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which trace a record belongs to: W3C Trace Context's {@code traceparent}, as what traces Kafka
 * clients writes it, or as CloudEvents' extension for distributed tracing does.
 */
public final class Traceparent {
  /** The attribute of an event, and the header of a record. */
  public static final String ATTRIBUTE = "traceparent";

  /** A version, a trace's id, a span's id, flags; neither id is zero. */
  private static final Pattern VALID =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})");

  private Traceparent() {}

  /** What the record's headers say; empty if they say nothing, or nothing that is valid. */
  public static Optional<String> of(ConsumerRecord<?, ?> read) {
    return Stream.of(ATTRIBUTE, "ce_" + ATTRIBUTE)
        .flatMap(name -> DeadLetter.header(read, name).stream())
        .filter(value -> VALID.matcher(value).matches())
        .findFirst();
  }

  /** The span that this thread is in; empty if it is in none. */
  static Optional<String> current() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? Optional.of(
            "00-%s-%s-%s"
                .formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex()))
        : Optional.empty();
  }

  /** The span that a record was written in; an invalid one if it was in none. */
  static SpanContext span(ConsumerRecord<?, ?> read) {
    return of(read).map(Traceparent::span).orElseGet(SpanContext::getInvalid);
  }

  private static SpanContext span(String traceparent) {
    Matcher parts = VALID.matcher(traceparent);
    return parts.matches()
        ? SpanContext.createFromRemoteParent(
            parts.group(1),
            parts.group(2),
            TraceFlags.fromHex(parts.group(3), 0),
            TraceState.getDefault())
        : SpanContext.getInvalid();
  }
}
