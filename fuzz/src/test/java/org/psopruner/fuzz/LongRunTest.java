package org.psopruner.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Fuzzes every subject with Jazzer, guided by what an input reaches, each in a process of its own:
 * {@code -Dfuzz.runs=100000} inputs each, of all subjects or of those that {@code -Dfuzz.subjects}
 * names. Logs, inputs and findings lie in {@code target/fuzz}.
 */
@EnabledIfSystemProperty(named = "fuzz.runs", matches = "\\d+")
class LongRunTest {
  private static final Path OUT =
      Path.of(System.getProperty("psopruner.home"), "fuzz", "target", "fuzz");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern EXECUTED =
      Pattern.compile("stat::number_of_executed_units:\\s+(\\d+)");
  private static final Pattern SECONDS = Pattern.compile("Done \\d+ runs in (\\d+) second");

  private record Row(Subject subject, long inputs, long seconds, long found) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "| %s | %,d | %,d | %d |", subject.label(), inputs, seconds, found);
    }
  }

  @Test
  void noInputDoesHarm() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Subject subject : subjects()) {
      rows.add(fuzz(subject, Long.getLong("fuzz.runs")));
      System.out.println(rows.get(rows.size() - 1));
    }
    long inputs = rows.stream().mapToLong(Row::inputs).sum();
    long seconds = rows.stream().mapToLong(Row::seconds).sum();
    System.out.printf(Locale.ROOT, "| all | %,d | %,d |%n", inputs, seconds);
    assertThat(rows).allMatch(row -> row.inputs() > 0 && row.found() == 0);
  }

  private static List<Subject> subjects() {
    String names = System.getProperty("fuzz.subjects", "");
    return names.isEmpty()
        ? List.of(Subject.values())
        : COMMA.splitAsStream(names).map(Subject::valueOf).toList();
  }

  private static Row fuzz(Subject subject, long runs) throws Exception {
    Path folder = Files.createDirectories(OUT.resolve(subject.label()));
    Path inputs = Files.createDirectories(folder.resolve("inputs"));
    int n = 0;
    for (byte[] seed : subject.reader().seeds()) {
      Files.write(inputs.resolve("seed-" + n++), seed);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-XX:-OmitStackTraceInFastThrow",
                "-Djava.awt.headless=true",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
                "-Dfuzz.subject=" + subject,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Target.class.getName(),
                "--keep_going=5",
                "-runs=" + runs,
                "-seed=1",
                "-max_len=" + Subject.MAX_INPUT,
                "-timeout=60",
                "-rss_limit_mb=4096",
                "-print_final_stats=1",
                "-artifact_prefix=" + folder + File.separator,
                inputs.toString()));
    if (Files.isDirectory(Corpus.folder(subject))) {
      command.add(Corpus.folder(subject).toString());
    }
    Path log = folder.resolve("log");
    long start = System.nanoTime();
    new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    String text = Files.readString(log);
    return new Row(
        subject, number(EXECUTED, text, 0), number(SECONDS, text, seconds), findings(folder));
  }

  private static long number(Pattern pattern, String text, long otherwise) {
    Matcher matcher = pattern.matcher(text);
    long number = otherwise;
    while (matcher.find()) {
      number = Long.parseLong(matcher.group(1));
    }
    return number;
  }

  private static long findings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("(crash|timeout|oom)-.*"))
          .count();
    }
  }
}
