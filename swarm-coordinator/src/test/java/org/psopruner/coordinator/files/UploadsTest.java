package org.psopruner.coordinator.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.FileRoots;
import org.psopruner.messages.rest.UploadView;

class UploadsTest {
  @TempDir Path folder;

  /** Workers and retrainers run as other users where whoever deploys them says so. */
  @Test
  void whatIsSentMayBeReadByWhoeverMayReadAnyFileOfThisProcess() throws Exception {
    UploadView kept = take(zip());

    Path file = Path.of(kept.uri());
    Path any = Files.writeString(folder.resolve("any"), "");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(any));
    assertThat(file).hasBinaryContent(zip());
  }

  @Test
  void whatCannotBeReadIsNotKept() {
    assertThatThrownBy(() -> take("no zip".getBytes(UTF_8)))
        .isInstanceOf(Uploads.UnusableException.class)
        .hasMessageStartingWith("the file is no zip: ");
    assertThatThrownBy(() -> take(new byte[1001]))
        .isInstanceOf(Uploads.TooLongException.class)
        .hasMessageContaining("1000");
    assertThat(folder).isEmptyDirectory();
  }

  private UploadView take(byte[] sent) throws IOException {
    return new Uploads(folder, 1000, FileRoots.ANY)
        .take(Uploads.Kind.DATA, new ByteArrayInputStream(sent));
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("train/cat/1.png");
      entry.setTime(0);
      zip.putNextEntry(entry);
    }
    return bytes.toByteArray();
  }
}
