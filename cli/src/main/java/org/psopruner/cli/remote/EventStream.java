package org.psopruner.cli.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Server-sent events out of their lines (WHATWG HTML, section 9.2). */
final class EventStream {
  /**
   * An event.
   *
   * @param name of what happened
   * @param data JSON
   */
  record Event(String name, String data) {}

  private final List<String> data = new ArrayList<>();
  private String name = "message";
  private String lastId = "";

  /** Takes a line; it may be the last one of an event. */
  Optional<Event> take(String line) {
    if (line.isEmpty()) {
      Optional<Event> event =
          data.isEmpty() ? Optional.empty() : Optional.of(new Event(name, String.join("\n", data)));
      data.clear();
      name = "message";
      return event;
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
    switch (field) {
      case "event" -> name = value;
      case "data" -> data.add(value);
      case "id" -> lastId = value;
      default -> {
        // A comment, or a field that does not matter here.
      }
    }
    return Optional.empty();
  }

  /** The line broke: what came of an event that did not end is of no use. */
  void restart() {
    data.clear();
    name = "message";
  }

  /** The id of the last event that came; empty if none had one. */
  String lastId() {
    return lastId;
  }
}
