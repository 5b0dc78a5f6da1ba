package org.psopruner.coordinator.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.data.Dataset;
import org.psopruner.data.DatasetSettings;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.rest.UploadView;
import org.psopruner.messages.rest.UploadView.DataView;

class UploadsTest {
  private static final Path DEMO = Path.of(System.getProperty("psopruner.home"), "demo");
  private static final int LIMIT = 6_000_000;

  @TempDir Path folder;

  private final ReentrantLock reading = new ReentrantLock();

  /** Workers and retrainers run as other users where whoever deploys them says so. */
  @Test
  void whatIsSentMayBeReadByWhoeverMayReadAnyFileOfThisProcess() throws Exception {
    UploadView kept = take(zip(animals()));

    Path file = Path.of(kept.uri());
    Path any = Files.writeString(folder.resolve("any"), "");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(any));
    assertThat(file).hasBinaryContent(zip(animals()));
  }

  @Test
  void dataAreNamedAsWhoeverReadsThemNamesThem() throws Exception {
    UploadView kept = take(Files.readAllBytes(DEMO.resolve("cifar10-sample.zip")));

    String content = Dataset.open(Path.of(kept.uri()), DatasetSettings.DEFAULT).sha256();
    assertThat(kept.data()).contains(new DataView(content, 3, 32, 32, 10, 4000, 0));
    assertThat(kept.model()).isEmpty();
  }

  @Test
  void ofAModelItIsToldWhatDataMustBeLike() throws Exception {
    byte[] sent = Files.readAllBytes(DEMO.resolve("small-cifar10.onnx"));

    UploadView kept = uploads().take(Uploads.Kind.MODEL, new ByteArrayInputStream(sent));

    assertThat(kept.data()).isEmpty();
    assertThat(kept.model())
        .hasValueSatisfying(
            model -> {
              assertThat(model.channels()).isEqualTo(3);
              assertThat(model.height()).isEqualTo(32);
              assertThat(model.width()).isEqualTo(32);
              assertThat(model.classes()).isEqualTo(10);
            });
  }

  @Test
  void whatCannotBeReadIsNotKept() {
    assertThatThrownBy(() -> take("no zip".getBytes(UTF_8)))
        .isInstanceOf(Uploads.UnusableException.class)
        .hasMessageStartingWith("the file is no zip: ");
    assertThatThrownBy(() -> take(new byte[LIMIT + 1]))
        .isInstanceOf(Uploads.TooLongException.class)
        .hasMessageContaining(String.valueOf(LIMIT));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessHasLeftIsDeletedAfterADay() throws Exception {
    Path abandoned = Files.writeString(folder.resolve(".draft-old.zip"), "half of it");
    Path onItsWay = Files.writeString(folder.resolve(".draft-new.zip"), "half of it");
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

    take(zip(animals()));

    assertThat(abandoned).doesNotExist();
    assertThat(onItsWay).exists();
  }

  @Test
  void aZipOfNoDataIsRefusedInWordsOfWhoeverSentIt() {
    assertRefused(
        Map.of("notes.txt", new byte[1]),
        "the file holds no images; put JPEG or PNG files at <class>");
    assertRefused(
        with("dog/0.png", new byte[1]),
        "dog/0.png is not a JPEG or PNG image, whatever its name says; replace or remove it");
    assertRefused(
        Map.of("train/cat/1.png", image(), "train/cat/2.png", image()),
        "the file has only the class cat; at least 2 classes are needed");
    assertRefused(
        Map.of("../cat/1.png", image()),
        "the file holds the entry ../cat/1.png, which lies outside of it; pack it again without"
            + " that entry");
    assertThat(folder).isEmptyDirectory();
    assertThat(reading.isLocked()).isFalse();
  }

  private void assertRefused(Map<String, byte[]> files, String reason) {
    assertThatThrownBy(() -> take(zip(files)))
        .isInstanceOf(Uploads.UnusableException.class)
        .hasMessage(reason);
  }

  /** That is for the final report alone. */
  @Test
  void testImagesAreNotLookedAt() throws Exception {
    UploadView before = take(zip(animals()));
    UploadView with = take(zip(with("test/dog/broken.png", new byte[1])));

    assertThat(with.sha256()).isNotEqualTo(before.sha256());
    assertThat(with.data()).isEqualTo(before.data());
  }

  @Test
  @Timeout(60)
  void oneIsReadAfterTheOther() throws Exception {
    Thread other = new Thread(() -> takeUnchecked(animals()));
    reading.lock();
    try {
      other.start();
      while (!reading.hasQueuedThread(other)) {
        Thread.onSpinWait();
      }
      assertThat(drafts()).isEqualTo(1);
    } finally {
      reading.unlock();
    }
    other.join();

    assertThat(drafts()).isZero();
    assertThat(folder).isDirectoryContaining("glob:**.zip");
  }

  private long drafts() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(".")).count();
    }
  }

  private void takeUnchecked(Map<String, byte[]> files) {
    try {
      take(zip(files));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private UploadView take(byte[] sent) throws IOException {
    return uploads().take(Uploads.Kind.DATA, new ByteArrayInputStream(sent));
  }

  private Uploads uploads() {
    return new Uploads(folder, LIMIT, FileRoots.ANY, reading);
  }

  private static Map<String, byte[]> animals() {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : new String[] {"cat/0.png", "cat/1.png", "dog/0.png", "dog/1.png"}) {
      files.put(name, image());
    }
    return files;
  }

  private static Map<String, byte[]> with(String name, byte[] content) {
    Map<String, byte[]> files = animals();
    files.put(name, content);
    return files;
  }

  private static byte[] image() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
