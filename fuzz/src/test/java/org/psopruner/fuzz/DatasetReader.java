package org.psopruner.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetContent;
import org.psopruner.data.DatasetException;
import org.psopruner.data.DatasetSettings;

/** A zip of a dataset, by its bytes or by the names of what is in it. */
final class DatasetReader implements Reader {
  private static final int RECORD = 3073;

  private final Path file;
  private final boolean names;
  private final byte[] image = image();

  private DatasetReader(boolean names) {
    this.names = names;
    try {
      this.file = Files.createTempFile("dataset", ".zip");
      file.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of which an input is all bytes. */
  static DatasetReader zip() {
    return new DatasetReader(false);
  }

  /** Of which an input is the names, one a line. */
  static DatasetReader names() {
    return new DatasetReader(true);
  }

  @Override
  public Optional<String> read(byte[] input) throws IOException {
    Files.write(file, names ? zipOf(new String(input, UTF_8)) : input);
    try {
      String named = DatasetContent.read(file).sha256();
      String opened = Dataset.open(file, DatasetSettings.DEFAULT).sha256();
      if (!named.equals(opened)) {
        throw new IllegalStateException("the content is " + named + " and " + opened);
      }
      return Optional.empty();
    } catch (DatasetException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<String> layouts =
        List.of(
            "cat/1.png\ncat/2.png\ndog/1.png\ndog/2.png",
            "top/train/cat/1.png\ntop/train/dog/2.jpg\ntop/val/cat/1.png\ntop/test/dog/.x",
            "data_batch_1.bin\ndata_batch_2.bin\nbatches.meta.txt\n__MACOSX/a/b.png");
    if (names) {
      return layouts.stream().map(layout -> layout.getBytes(UTF_8)).toList();
    }
    return List.of(zipOf(layouts.get(0)), zipOf(layouts.get(1)), zipOf(layouts.get(2)));
  }

  private byte[] zipOf(String lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : lines.lines().toList()) {
        try {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(content(name));
        } catch (ZipException | IllegalArgumentException e) {
          // A name that is there already, or is too long for a zip.
        }
      }
    }
    return bytes.toByteArray();
  }

  private byte[] content(String name) {
    if (name.endsWith(".txt")) {
      return "cat\ndog\n".getBytes(UTF_8);
    }
    if (name.endsWith(".bin")) {
      byte[] records = new byte[2 * RECORD];
      records[RECORD] = 1;
      return records;
    }
    return image;
  }

  private static byte[] image() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
