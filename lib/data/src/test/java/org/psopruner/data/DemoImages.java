package org.psopruner.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The demo's images: 400 for training and 100 for testing of each of ten classes. */
public final class DemoImages {
  private static final Path ALL =
      Path.of(System.getProperty("psopruner.home"), "demo/cifar10-sample.zip");

  private DemoImages() {}

  /**
   * The first of each class alone, for tests that need real images but no good network. The file is
   * made once, in the module's {@code target}, so that processes of one test find the same.
   *
   * @param training how many for training, from 1 to 400
   * @param testing how many for testing, from 1 to 100
   */
  public static Path firstOfEachClass(int training, int testing) {
    Path zip = Path.of("target/cifar10-%d-%d.zip".formatted(training, testing)).toAbsolutePath();
    if (!Files.exists(zip)) {
      try {
        Path draft = Files.createTempFile(zip.getParent(), "cifar10", null);
        write(draft, training, testing);
        Files.move(draft, zip, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return zip;
  }

  private static void write(Path draft, int training, int testing) throws IOException {
    try (ZipFile all = new ZipFile(ALL.toFile());
        ZipOutputStream some = new ZipOutputStream(Files.newOutputStream(draft))) {
      for (ZipEntry image : (Iterable<ZipEntry>) all.stream().map(ZipEntry.class::cast)::iterator) {
        String name = image.getName();
        int number = Integer.parseInt(name.replaceAll(".*/|\\..*", ""));
        if (number < (name.startsWith("train/") ? training : testing)) {
          some.putNextEntry(new ZipEntry(name));
          try (InputStream bytes = all.getInputStream(image)) {
            bytes.transferTo(some);
          }
          some.closeEntry();
        }
      }
    }
  }
}
