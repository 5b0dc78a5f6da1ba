package org.psopruner.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class names that are no ASCII, read by a Java that was started with a locale and without one. */
class NamesInLocalesTest {
  private static final List<String> CLASSES = List.of("a", "é", "è");
  private static final List<String> FILES = List.of("1.png", "2.png");

  @TempDir private Path temp;

  /** What the Java of another locale does. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "make folder" -> {
        for (String name : CLASSES) {
          Path folder = Files.createDirectories(data.resolve("train").resolve(name));
          for (String file : FILES) {
            try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
              writeImage(out);
            }
          }
        }
      }
      case "make zip" -> {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(data))) {
          for (String name : CLASSES) {
            for (String file : FILES) {
              zip.putNextEntry(new ZipEntry("train/" + name + "/" + file));
              writeImage(zip);
            }
          }
        }
      }
      default -> System.out.print(read(data));
    }
  }

  private static void writeImage(OutputStream out) throws IOException {
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", out);
  }

  private static String read(Path data) {
    try {
      return DatasetContent.read(data).classNames().size() + " classes";
    } catch (DatasetException e) {
      return e.getMessage();
    }
  }

  @Test
  void namesThatWouldBecomeOneAreRefused() throws Exception {
    Path folder = temp.resolve("folder");
    java("C.UTF-8", "make folder", folder);

    assertThat(java("C.UTF-8", "read", folder)).isEqualTo("3 classes");
    assertThat(java("C", "read", folder))
        .contains("has a name that Java cannot read; set a locale of UTF-8 (LC_ALL=C.UTF-8)");
  }

  @Test
  void aZipSaysItselfHowItsNamesAreWritten() throws Exception {
    Path zip = temp.resolve("data.zip");
    java("C.UTF-8", "make zip", zip);

    assertThat(java("C", "read", zip)).isEqualTo("3 classes");
  }

  private static String java(String locale, String what, Path data) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            NamesInLocalesTest.class.getName(),
            what,
            data.toString());
    builder.environment().put("LC_ALL", locale);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
