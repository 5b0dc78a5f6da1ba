package org.psopruner.coordinator.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.psopruner.kafka.DeadLetter;
import org.psopruner.kafka.EventSource;

/**
 * Records that were refused. All coordinators refuse the same ones; one of them writes the letters,
 * each once for all.
 */
final class DeadLetters {
  private final EventSource events;
  private final Set<String> out = new HashSet<>();
  private final Map<String, ProducerRecord<String, byte[]>> due = new LinkedHashMap<>();

  DeadLetters(EventSource events) {
    this.events = events;
  }

  /** Refuses a record, unless its letter is out. */
  void refuse(ConsumerRecord<String, byte[]> record, String reason) {
    String origin = DeadLetter.origin(record);
    if (!out.contains(origin)) {
      due.put(origin, events.deadLetter(record, reason));
    }
  }

  /** Learns from the log that a letter is out. */
  void isOut(ConsumerRecord<String, byte[]> letter) {
    isOut(DeadLetter.originOf(letter));
  }

  /** Learns that the letter about the record of that origin is out. */
  void isOut(String origin) {
    out.add(origin);
    due.remove(origin);
  }

  /** The letters that are to be written, with the origins of their records. */
  List<Map.Entry<String, ProducerRecord<String, byte[]>>> due() {
    return new ArrayList<>(due.entrySet());
  }
}
