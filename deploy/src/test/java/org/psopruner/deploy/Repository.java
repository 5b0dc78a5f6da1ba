package org.psopruner.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where things are. */
final class Repository {
  static final Path HOME = Path.of(System.getProperty("psopruner.home"));
  static final Path DEPLOY = HOME.resolve("deploy");

  private static final List<String> FOLDERS = List.of("base", "components", "overlays");

  private Repository() {}

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
