package org.psopruner.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.psopruner.kafka.ReceivedLetter;
import org.psopruner.messages.MessageException;
import org.psopruner.messages.RecordJson;

/**
 * A dead letter with all that is in it.
 *
 * @param key the record's; empty if it had none
 * @param headers all of them; of two of one name, the last
 * @param bytes of the payload
 * @param json the payload, if it is JSON
 * @param hex the payload's first {@value #HEAD} bytes in hexadecimal, if it is none
 */
record LetterContent(
    LetterRow letter,
    Optional<String> key,
    Map<String, String> headers,
    int bytes,
    Optional<JsonNode> json,
    Optional<String> hex) {
  private static final int HEAD = 256;
  private static final int LINE = 16;

  static LetterContent of(ReceivedLetter letter) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : letter.record().headers()) {
      headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
    }
    byte[] payload = letter.record().value() == null ? new byte[0] : letter.record().value();
    Optional<JsonNode> json = json(payload);
    return new LetterContent(
        LetterRow.of(letter),
        Optional.ofNullable(letter.record().key()),
        headers,
        payload.length,
        json,
        json.isPresent() || payload.length == 0
            ? Optional.empty()
            : Optional.of(HexFormat.of().formatHex(payload, 0, Math.min(HEAD, payload.length))));
  }

  private static Optional<JsonNode> json(byte[] payload) {
    try {
      return payload.length == 0
          ? Optional.empty()
          : Optional.of(RecordJson.read(payload, JsonNode.class))
              .filter(node -> !node.isMissingNode());
    } catch (MessageException none) {
      return Optional.empty();
    }
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("number   " + letter.number());
    lines.add("when     " + letter.when());
    lines.add("key      " + key.map(Printable::line).orElse("none"));
    lines.add("");
    headers.forEach(
        (name, value) -> lines.add(Printable.line(name) + ": " + Printable.line(value)));
    lines.add("");
    lines.add(payloadLine());
    json.ifPresent(
        node -> lines.addAll(new String(RecordJson.write(node), UTF_8).lines().toList()));
    hex.ifPresent(digits -> lines.addAll(hexLines(HexFormat.of().parseHex(digits))));
    return lines;
  }

  private String payloadLine() {
    if (bytes == 0) {
      return "no payload";
    }
    return json.isPresent()
        ? "payload, %,d bytes of JSON:".formatted(bytes)
        : "payload, %,d bytes, which are no JSON; the first %d:"
            .formatted(bytes, Math.min(HEAD, bytes));
  }

  /** As {@code hexdump -C} has it: the place, the bytes, what of them is ASCII. */
  private static List<String> hexLines(byte[] head) {
    List<String> lines = new ArrayList<>();
    HexFormat spaced = HexFormat.ofDelimiter(" ");
    for (int from = 0; from < head.length; from += LINE) {
      byte[] part = Arrays.copyOfRange(head, from, Math.min(from + LINE, head.length));
      StringBuilder text = new StringBuilder();
      for (byte b : part) {
        text.append(b >= ' ' && b < 0x7F ? (char) b : '.');
      }
      lines.add("%08x  %-47s  |%s|".formatted(from, spaced.formatHex(part), text));
    }
    return lines;
  }
}
