package org.psopruner.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.psopruner.kafka.ReceivedLetter;

class LetterContentTest {
  @Test
  void jsonIsShownIndented() {
    assertThat(content("{\"a\":[1]}".getBytes(UTF_8)).lines())
        .containsSubsequence("payload, 9 bytes of JSON:", "{", "  \"a\" : [ 1 ]", "}");
  }

  @Test
  void ofWhatIsNoJsonTheHeadIsShownInHexadecimal() {
    byte[] bytes = new byte[1000];
    bytes[0] = 'P';
    bytes[16] = (byte) 0xFF;

    assertThat(content(bytes).lines())
        .contains(
            "payload, 1,000 bytes, which are no JSON; the first 256:",
            "00000000  50 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  |P...............|",
            "00000010  ff 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  |................|");
  }

  @Test
  void nothingThatATerminalObeysIsPrinted() {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("psopruner.dead-letters", 0, 3, "\u001b[2Jkey", null);
    record.headers().add("psopruner-reason", "one\ntwo\u001b]0;title\u0007".getBytes(UTF_8));
    record.headers().add("empty", null);
    LetterContent content = LetterContent.of(new ReceivedLetter(record));

    assertThat(content.lines())
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl))
        .contains("psopruner-reason: one two ]0;title", "empty: ", "no payload");
    assertThat(content.letter().cells()).endsWith("one two ]0;title");
  }

  private static LetterContent content(byte[] payload) {
    return LetterContent.of(
        new ReceivedLetter(new ConsumerRecord<>("psopruner.dead-letters", 0, 3, "key", payload)));
  }
}
