package org.psopruner.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing that is read makes objects of classes that it names: no Java serialization, no arrays or
 * models of ND4J and DL4J (which hold serialized objects, or JSON with class names), no JSON with
 * class names, no YAML, no XML beans. And nothing is fetched but from the coordinator and brokers.
 */
class NoDeserializationTest {
  private static final Path HOME = Path.of(System.getProperty("psopruner.home"));

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "ObjectInputStream|\\breadObject\\b|\\breadUnshared\\b|SerializationUtils|MarshalledObject"
              + "|XMLDecoder|XStream|SnakeYaml|\\bYaml\\b|Nd4j\\.(read|load|create)[A-Z]?\\w*\\((new"
              + " )?\\w*(File|Stream|Path)"
              + "|Nd4j\\.(read|readBinary|readNumpy|readTxt|load|createFromNpyFile|fromByteArray)\\b"
              + "|ModelSerializer\\.restore|MultiLayerNetwork\\.load|ComputationGraph\\.load"
              + "|SameDiff\\.(load|from)|TransferLearning"
              + "|activateDefaultTyping|enableDefaultTyping|JsonTypeInfo\\.Id\\.(CLASS|MINIMAL_CLASS)"
              + "|\\.openStream\\(|\\.openConnection\\(|URLClassLoader");

  @Test
  void noneOfOurCodeReadsSerializedObjectsOrUrls() {
    List<Path> sources = sources();

    assertThat(sources).hasSizeGreaterThan(200);
    assertThat(sources)
        .allSatisfy(
            source ->
                assertThat(code(source).filter(line -> FORBIDDEN.matcher(line).find())).isEmpty());
  }

  private static Stream<String> code(Path source) {
    try {
      return Files.readAllLines(source).stream().filter(line -> !line.strip().startsWith("*"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(HOME, 16)) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
