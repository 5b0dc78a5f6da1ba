package org.psopruner.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that cannot be used: one line each, which names the file and says what to do. */
class BadDatasetTest {
  @TempDir Path temp;
  private Path data;

  @BeforeEach
  void makeFolder() throws Exception {
    data = Files.createDirectory(temp.resolve("data"));
  }

  @Test
  void missingFolder() {
    assertFails(data.resolve("nowhere"), "nowhere does not exist", "give a folder or a zip");
  }

  @Test
  void emptyFolder() {
    assertFails(data, data + " holds no images", "put JPEG or PNG files at", "<class>");
  }

  @Test
  void emptyTrainFolder() throws Exception {
    Files.createDirectory(data.resolve("train"));
    assertFails(data, "train holds no images");
  }

  @Test
  void onlyTestImages() {
    DatasetFiles.classFolders(data.resolve("test"), "cat", "dog");
    assertFails(data, data + " holds no images");
  }

  @Test
  void fileThatIsNoZip() {
    Path file = DatasetFiles.write(data.resolve("data.tar.gz"), new byte[1000]);
    assertFails(file, "data.tar.gz is neither a folder nor a readable zip", "unpack it");
  }

  @Test
  void emptyClass() throws Exception {
    DatasetFiles.classFolders(data.resolve("train"), "cat", "dog");
    Files.createDirectory(data.resolve("train/owl"));
    assertFails(data, "the class owl has 0 training images", "add some or remove the class");
  }

  @Test
  void classOfOneImageThatCannotBeSplit() {
    DatasetFiles.classFolders(data, "cat", "dog");
    DatasetFiles.image(data.resolve("owl/1.png"));
    assertFails(data, "the class owl has 1 training images and needs 2");
  }

  @Test
  void onlyOneClass() {
    DatasetFiles.classFolders(data.resolve("train"), "cat");
    assertFails(data, "only the class cat", "at least 2");
  }

  @Test
  void imageOutsideOfAClassFolder() {
    DatasetFiles.classFolders(data, "cat", "dog");
    DatasetFiles.image(data.resolve("preview.png"));
    assertFails(data, "preview.png lies in no class folder", "<class>");
  }

  @Test
  void imageTooDeep() {
    DatasetFiles.classFolders(data.resolve("Train"), "cat", "dog");
    DatasetFiles.classFolders(data.resolve("Test"), "cat", "dog");
    assertFails(data, "0.png lies in no class folder; images must be at");
  }

  @Test
  void corruptImage() {
    DatasetFiles.classFolders(data, "cat", "dog");
    byte[] notes = "these are notes".getBytes(StandardCharsets.UTF_8);
    DatasetFiles.write(data.resolve("cat/bad.jpg"), notes);
    assertFails(data, "bad.jpg is not a JPEG or PNG", "replace or remove it");
  }

  @Test
  void emptyImage() {
    DatasetFiles.classFolders(data, "cat", "dog");
    DatasetFiles.write(data.resolve("cat/bad.png"), new byte[0]);
    assertFails(data, "bad.png", "replace or remove it");
  }

  @Test
  void imagesThatWereCutOff() throws Exception {
    for (String name : new String[] {"a.jpg", "a.png"}) {
      Path folder = temp.resolve("cut-" + name);
      for (String good : new String[] {"cat/1", "cat/2", "dog/1", "dog/2"}) {
        DatasetFiles.image(folder.resolve(good + ".png"), 64, 64, Color.BLUE);
      }
      Path file = DatasetFiles.image(folder.resolve("cat/" + name), 64, 64, Color.RED);
      byte[] bytes = Files.readAllBytes(file);
      for (int length : new int[] {bytes.length - 50, bytes.length / 2, bytes.length / 4}) {
        Files.write(file, Arrays.copyOf(bytes, length));
        assertFails(folder, name + " cannot be decoded", "replace or remove it");
      }
    }
  }

  @Test
  void manyCorruptImagesNameTheFirst() {
    DatasetFiles.classFolders(data, "cat", "dog");
    for (int i = 1; i < 10; i++) {
      DatasetFiles.write(data.resolve("cat/" + i + ".png"), new byte[] {1, 2, 3});
    }
    for (int run = 0; run < 5; run++) {
      assertFails(data, data.resolve("cat/1.png") + " ");
    }
  }

  @Test
  void imageOfAnotherSize() {
    DatasetFiles.classFolders(data, "cat", "dog");
    DatasetFiles.image(data.resolve("dog/odd.png"), 5, 4, Color.RED);
    assertFails(data, "odd.png is 5×4 px", "0.png is 4×4 px", "must have one size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x.WebP", "x.pgm", "x.pnm", "x.jp2", "x.heif", "x.jxl", "x.tga", "x.tiff"})
  void imageOfAnotherFormat(String name) {
    DatasetFiles.classFolders(data, "cat", "dog");
    DatasetFiles.write(data.resolve("dog").resolve(name), new byte[] {1});
    assertFails(data, name + " is no JPEG or PNG image", "convert or remove it");
  }

  @Test
  void hugeImageIsRefusedByItsHeader() throws Exception {
    DatasetFiles.write(data.resolve("cat/huge.png"), pngHeader(100_000, 100_000));
    DatasetFiles.image(data.resolve("dog/1.png"));
    assertFails(data, "huge.png is 100000×100000 px", "at most 4096", "make it smaller");
  }

  @Test
  void imagesThatTheMemoryCannotHold() throws Exception {
    byte[] header = pngHeader(4096, 4096);
    for (int i = 0; i < 100; i++) {
      DatasetFiles.write(data.resolve(i % 2 + "/" + i + ".png"), header);
    }
    String reason = "100 images of 3×4096×4096 take 4800 MiB, but there is room for ";
    assertThat(failure(() -> Dataset.open(data, DatasetSettings.DEFAULT))).contains(reason);
    assertThat(failure(() -> DatasetContent.read(data)))
        .endsWith(reason + "2047 MiB; use fewer or smaller images");
  }

  @Test
  void validationImageOfAClassThatIsNotTrained() {
    DatasetFiles.classFolders(data.resolve("train"), "cat", "dog");
    DatasetFiles.image(data.resolve("val/owl/1.png"));
    assertFails(data, "1.png is of the class owl", "cat, dog");
  }

  @Test
  void validationImageInColourBesideGrayTrainingImages() {
    for (String name : new String[] {"train/cat/1.png", "train/dog/1.png", "val/cat/1.png"}) {
      DatasetFiles.grayImage(data.resolve(name), 1);
    }
    DatasetFiles.image(data.resolve("val/dog/1.png"));
    assertFails(data, "1.png is in colour, but the training images are grayscale");
  }

  @Test
  void validationImageOfAnotherSize() {
    DatasetFiles.classFolders(data.resolve("train"), "cat", "dog");
    DatasetFiles.image(data.resolve("val/cat/1.png"), 8, 4, Color.RED);
    assertFails(data, "1.png is 8×4 px, but every training image is 4×4 px");
  }

  @Test
  void recordsOfTheWrongLength() {
    DatasetFiles.cifar(data);
    DatasetFiles.write(data.resolve("data_batch_2.bin"), new byte[3074 * 5]);
    assertFails(data, "data_batch_2.bin has 15370 bytes", "3073", "get the file again");
  }

  @Test
  void emptyRecords() {
    DatasetFiles.cifar(data);
    DatasetFiles.write(data.resolve("data_batch_2.bin"), new byte[0]);
    assertFails(data, "data_batch_2.bin has 0 bytes");
  }

  @Test
  void recordOfAClassThatIsNotThere() {
    DatasetFiles.cifar(data);
    DatasetFiles.write(data.resolve("data_batch_2.bin"), DatasetFiles.records(0, 1, 255));
    assertFails(data, "data_batch_2.bin: record 2 has the label 255", "only 2 classes");
  }

  @Test
  void missingBatch() throws Exception {
    DatasetFiles.cifar(data);
    Files.move(data.resolve("data_batch_2.bin"), data.resolve("data_batch_3.bin"));
    assertFails(data, "data_batch_2.bin is missing", "get all of them");
  }

  @Test
  void zipThatLeavesItself() throws Exception {
    for (String name : new String[] {"../evil.png", "/etc/evil.png", "a/..\\..\\evil.png"}) {
      Path zip = temp.resolve("evil.zip");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
        out.putNextEntry(new ZipEntry(name));
      }
      assertFails(zip, "evil.zip holds the entry " + name, "pack it again");
    }
  }

  @Test
  void linkThatLeadsOut() throws Exception {
    Path elsewhere = temp.resolve("elsewhere");
    DatasetFiles.classFolders(elsewhere, "owl");
    DatasetFiles.classFolders(data, "cat", "dog");
    for (Path target : new Path[] {elsewhere.resolve("owl"), Path.of("../elsewhere/owl")}) {
      Path link = Files.createSymbolicLink(data.resolve("owl"), target);
      assertFails(data, link + " is a link that leads out of " + data, "copy the files");
      Files.delete(link);
    }
    Path link = Files.createSymbolicLink(data.resolve("cat/x.png"), elsewhere.resolve("owl/0.png"));
    assertFails(data, link + " is a link that leads out of");
  }

  @Test
  void linksThatStayInsideOrAreHidden() throws Exception {
    DatasetFiles.classFolders(data, "cat", "dog");
    Files.createSymbolicLink(data.resolve("owl"), Path.of("cat"));
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Files.createSymbolicLink(data.resolve(".cache"), elsewhere);
    assertThat(Dataset.open(data, DatasetSettings.DEFAULT).classNames())
        .containsExactly("cat", "dog", "owl");
    Path byLink = Files.createSymbolicLink(temp.resolve("link"), data);
    assertThat(Dataset.open(byLink, DatasetSettings.DEFAULT).classNames()).hasSize(3);
  }

  @Test
  void linksThatLeadNowhereOrRound() throws Exception {
    DatasetFiles.classFolders(data, "cat", "dog");
    Path link = Files.createSymbolicLink(data.resolve("cat/x.png"), Path.of("nowhere"));
    assertFails(data, link + " is no file, but a pipe, a device or a link to nothing");
    Files.delete(link);
    Files.createSymbolicLink(data.resolve("round"), Path.of("."));
    assertFails(data, data + " cannot be listed");
  }

  @Test
  void nameOfTwoLines() {
    DatasetFiles.classFolders(data, "cat", "dog");
    DatasetFiles.write(data.resolve("cat/a\nb.png"), new byte[] {1});
    assertFails(data, "a b.png is not a JPEG or PNG");
  }

  @Test
  void zipThatPromisesMoreThanItHolds() throws Exception {
    byte[] bytes = zipOf("data_batch_1.bin", 3073 * 1000);
    assertThat(bytes.length).isLessThan(4000);
    int directory = bytes.length - 22 - 46 - "data_batch_1.bin".length();
    for (int size : new int[] {3073 * 300_000, -1}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, size);
      Path zip = DatasetFiles.write(temp.resolve("bomb.zip"), bytes);
      assertFails(zip, "bomb.zip says that the entry data_batch_1.bin has ", "cannot hold");
    }
  }

  @Test
  void zipWhoseNamesGrow() throws Exception {
    Path zip =
        DatasetFiles.write(temp.resolve("deep.zip"), zipOf("a/".repeat(30_000) + "b.png", 1));
    assertFails(zip, "deep.zip holds no images");
  }

  @Test
  void classNamesWithoutEnd() throws Exception {
    DatasetFiles.cifar(data);
    DatasetFiles.write(data.resolve("batches.meta.txt"), "cat\n".repeat(257).getBytes(UTF_8));
    assertFails(data, "batches.meta.txt has more than 256 lines or 65536 bytes");
    DatasetFiles.write(data.resolve("batches.meta.txt"), new byte[1 << 20]);
    assertFails(data, "batches.meta.txt has more than 256 lines or 65536 bytes");
  }

  @Test
  void moreFilesThanAnyDatasetHas() {
    FileTree tree = FileTree.open(data);
    for (int i = 0; i < 500_000; i++) {
      tree.addFile(i + ".png", 1, InputStream::nullInputStream);
    }
    assertThatThrownBy(() -> tree.addFile("one.png", 1, InputStream::nullInputStream))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            data + " holds more than 500000 files; at most so many are read: use fewer images");
  }

  @Test
  void recordsOfTenTerabytes() throws Exception {
    DatasetFiles.cifar(data);
    try (var file = new RandomAccessFile(data.resolve("data_batch_2.bin").toFile(), "rw")) {
      file.setLength(3073L * 3_500_000_000L);
    }
    assertFails(data, "images of 3×32×32 take", "but there is room for");
  }

  @Test
  void imageThatIsDecodedOverAndOver() throws Exception {
    DatasetFiles.classFolders(data, "cat", "dog");
    Path file = DatasetFiles.image(data.resolve("cat/x.jpg"));
    ByteArrayOutputStream scans = new ByteArrayOutputStream();
    byte[] bytes = Files.readAllBytes(file);
    scans.write(bytes, 0, bytes.length - 2);
    for (int i = 0; i < 101; i++) {
      scans.write(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0});
    }
    DatasetFiles.write(file, scans.toByteArray());
    assertFails(data, "x.jpg has 102 scans; at most 100 are read");
  }

  private static byte[] zipOf(String name, int zeros) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(new byte[zeros]);
    }
    return bytes.toByteArray();
  }

  @Test
  void corruptImageInAZip() {
    DatasetFiles.classFolders(data, "cat", "dog");
    DatasetFiles.write(data.resolve("cat/bad.png"), new byte[] {1});
    Path zip = DatasetFiles.zip(data, temp.resolve("data.zip"), "top/");
    assertFails(zip, Path.of("data.zip", "top", "cat", "bad.png") + " is not a JPEG or PNG");
  }

  @Test
  void zipWithADamagedEntry() throws Exception {
    DatasetFiles.cifar(data);
    Path zip = DatasetFiles.zip(data, temp.resolve("data.zip"), "");
    byte[] bytes = Files.readAllBytes(zip);
    Arrays.fill(bytes, 60, 120, (byte) 0x5a);
    Files.write(zip, bytes);
    assertFails(zip, "data.zip", "data_batch_2.bin", "get the file again");
  }

  /** A PNG that claims a size and brings no pixels. */
  private static byte[] pngHeader(int width, int height) throws Exception {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(chunk);
    out.writeBytes("IHDR");
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    DataOutputStream file = new DataOutputStream(png);
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    file.writeInt(13);
    file.write(chunk.toByteArray());
    file.writeInt((int) crc.getValue());
    return png.toByteArray();
  }

  /** Whether the images are to be kept or not. */
  private static void assertFails(Path path, String... parts) {
    for (ThrowingCallable reading :
        List.<ThrowingCallable>of(
            () -> Dataset.open(path, DatasetSettings.DEFAULT), () -> DatasetContent.read(path))) {
      assertThat(failure(reading)).contains(parts).doesNotContain("\n");
    }
  }

  private static String failure(ThrowingCallable reading) {
    return catchThrowableOfType(DatasetException.class, reading).getMessage();
  }
}
