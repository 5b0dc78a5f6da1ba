package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryTest {
  /** What fails as soon as something is printed. */
  private static final class Failing extends Writer {
    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void write(char[] text, int from, int length) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new IllegalStateException("in a thread", new OutOfMemoryError("Java heap space")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tooLittleIsOneLineThatSaysWhatHelps(Throwable failure) {
    StringWriter err = new StringWriter();
    Screen screen = new Screen(new PrintWriter(new Failing(failure)), 0, StandardCharsets.UTF_8);

    int exitCode = Main.execute(screen, new PrintWriter(err, true), "completion");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "psopruner: the memory does not suffice (Java heap space); give a smaller --batch, or"
                + " more memory: JAVA_TOOL_OPTIONS=-Xmx8g");
  }
}
