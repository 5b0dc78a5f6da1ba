package org.psopruner.kafka;

import java.util.Map;
import org.psopruner.messages.MessageJson;

/** Sizes that producers, consumers and topics must agree on. */
public final class Limits {
  /** The largest record; a message is at most as long. The rest is for its key and headers. */
  public static final int MAX_RECORD_BYTES = MessageJson.MAX_BYTES + (64 << 10);

  private Limits() {}

  /** What a producer needs so that a record of that size goes out, and is lost by no broker. */
  public static Map<String, Object> producer() {
    return Map.of("max.request.size", MAX_RECORD_BYTES, "acks", "all");
  }

  /** What a consumer needs so that records of that size come in. */
  public static Map<String, Object> consumer() {
    return Map.of("max.partition.fetch.bytes", MAX_RECORD_BYTES);
  }
}
