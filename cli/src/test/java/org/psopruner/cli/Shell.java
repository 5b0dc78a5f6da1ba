package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.psopruner.data.DemoImages;

/** Runs the command in this process and remembers what it wrote. */
record Shell(int exitCode, String out, String err) {
  /** The repository. */
  static final Path HOME = Path.of(System.getProperty("psopruner.home"));

  static final Path MODEL = HOME.resolve("demo/small-cifar10.onnx");

  /** All test images of the demo, and a quarter of the others: 900, and 100 for validation. */
  static final Path DATA = DemoImages.firstOfEachClass(100, 100);

  static Shell run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    Screen screen = new Screen(new PrintWriter(out, true), 0, StandardCharsets.UTF_8);
    int exitCode = Main.execute(screen, new PrintWriter(err, true), texts);
    return new Shell(exitCode, out.toString(), err.toString());
  }

  /** {@code bench methods} on the demo's network and {@link #DATA}, with these options. */
  static Shell methods(Object... options) {
    return run(
        List.of("bench", "methods", "--model", MODEL, "--data", DATA), Arrays.asList(options));
  }

  /** {@code describe} of a search on them that would write to a folder. */
  static Shell describe(Path output, Object... options) {
    return run(
        List.of("describe", "--model", MODEL, "--data", DATA, "--output", output),
        Arrays.asList(options));
  }

  private static Shell run(List<Object> command, List<Object> options) {
    List<Object> arguments = new ArrayList<>(command);
    arguments.addAll(options);
    return run(arguments.toArray());
  }

  /**
   * How many parameters the demo's network has with a structure, which is pruned beside its file.
   */
  static int parameters(Path structure) throws JsonProcessingException {
    return run(
            "prune",
            "--structure",
            structure,
            "--model",
            MODEL,
            "--output",
            structure.resolveSibling("pruned.onnx"),
            "--overwrite",
            "--json")
        .json()
        .at("/after/parameters")
        .asInt();
  }

  /** What it wrote; fails where the command did. */
  JsonNode json() throws JsonProcessingException {
    assertThat(exitCode).as(err).isZero();
    return new ObjectMapper().readTree(out);
  }
}
