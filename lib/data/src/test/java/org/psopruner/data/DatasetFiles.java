package org.psopruner.data;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Makes small datasets as real files. */
final class DatasetFiles {
  private DatasetFiles() {}

  /** A red image of 4 by 4 pixels, JPEG or PNG by its extension. */
  static Path image(Path file) {
    return image(file, 4, 4, Color.RED);
  }

  static Path image(Path file, int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, colour.getRGB());
    }
    return write(file, image);
  }

  /** A grayscale image of 4 by 4 pixels of one value. */
  static Path grayImage(Path file, int value) {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 16; i++) {
      image.getRaster().setSample(i % 4, i / 4, 0, value);
    }
    return write(file, image);
  }

  static Path write(Path file, BufferedImage image) {
    String format = FileTree.extension(file.toString()).startsWith("j") ? "jpeg" : "png";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer of " + format + " for this image");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return write(file, bytes.toByteArray());
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Class folders of 10 images each; the images differ by class and number. */
  static void classFolders(Path folder, String... classes) {
    for (int c = 0; c < classes.length; c++) {
      for (int i = 0; i < 10; i++) {
        image(folder.resolve(classes[c] + "/" + i + ".png"), 4, 4, new Color(100 * c, 20 * i, 7));
      }
    }
  }

  /** CIFAR-10 records with these labels; every pixel is (10, 20, the record's place). */
  static byte[] records(int... labels) {
    byte[] bytes = new byte[labels.length * 3073];
    for (int i = 0; i < labels.length; i++) {
      int start = i * 3073;
      bytes[start] = (byte) labels[i];
      Arrays.fill(bytes, start + 1, start + 1025, (byte) 10);
      Arrays.fill(bytes, start + 1025, start + 2049, (byte) 20);
      Arrays.fill(bytes, start + 2049, start + 3073, (byte) i);
    }
    return bytes;
  }

  /** Two batches of 20 records in 2 classes, cat and dog. */
  static void cifar(Path folder) {
    int[] labels = new int[20];
    Arrays.setAll(labels, i -> i % 2);
    write(folder.resolve("data_batch_1.bin"), records(labels));
    write(folder.resolve("data_batch_2.bin"), records(labels));
    write(folder.resolve("batches.meta.txt"), "cat\ndog\n\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Zips what is in a folder, in an order that is not the names', below a folder of the zip. */
  static Path zip(Path folder, Path zip, String below) {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (int i = files.size() - 1; i >= 0; i--) {
        out.putNextEntry(new ZipEntry(below + folder.relativize(files.get(i))));
        Files.copy(files.get(i), (OutputStream) out);
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return zip;
  }
}
