package org.psopruner.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where things are. */
final class Repository {
  static final Path HOME = Path.of(System.getProperty("psopruner.home"));
  static final Path DEPLOY = HOME.resolve("deploy");

  private static final List<String> FOLDERS = List.of("base", "components", "overlays");

  private Repository() {}

  /** What an element of the root POM holds, the first of that name. */
  static String ofBuild(String element) throws IOException {
    Matcher found =
        Pattern.compile("<(%s)>([^<]*)</\\1>".formatted(Pattern.quote(element)))
            .matcher(Files.readString(HOME.resolve("pom.xml")));
    assertThat(found.find()).as(element).isTrue();
    return found.group(2);
  }

  /** All files that Kustomize reads. */
  static List<Path> manifests() throws IOException {
    List<Path> manifests = new ArrayList<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(DEPLOY.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(manifests::add);
      }
    }
    return manifests;
  }
}
