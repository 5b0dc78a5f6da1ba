package org.psopruner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftFolderTest {
  @TempDir private Path output;

  @Test
  void aFileIsSeenOnlyWhenItIsWhole() throws IOException {
    try (DraftFolder drafts = DraftFolder.in(output)) {
      drafts.write("report.md", 4, file -> Files.writeString(file, "new"));
      assertThat(output.resolve("report.md")).doesNotExist();

      drafts.place("report.md");
      assertThat(output.resolve("report.md")).hasContent("new");

      drafts.write("report.md", 4, file -> Files.writeString(file, "newer"));
      drafts.place("report.md");
      assertThat(output.resolve("report.md")).hasContent("newer");
      drafts.write("model.onnx", 4, file -> Files.writeString(file, "never placed"));
    }
    assertThat(output).isDirectoryNotContaining("glob:**/.draft*");
    assertThat(output.resolve("model.onnx")).doesNotExist();
  }

  @Test
  void twoAtOnceDoNotWriteIntoOneFile() throws IOException {
    try (DraftFolder one = DraftFolder.in(output);
        DraftFolder other = DraftFolder.in(output)) {
      one.write("a", 4, file -> Files.writeString(file, "one"));
      other.write("a", 4, file -> Files.writeString(file, "other"));
      assertThat(one.draft("a")).hasContent("one");

      other.place("a");
      assertThat(output.resolve("a")).hasContent("other");
    }
  }

  @Test
  void whatADeadProcessLeftIsDeleted() throws IOException {
    Path left = Files.createDirectory(output.resolve(".draft-7"));
    Files.writeString(left.resolve("model.onnx"), "half");
    Files.createFile(output.resolve(".draft-7.lock"));

    DraftFolder.in(output).close();

    assertThat(output).isEmptyDirectory();
  }

  @Test
  void aLockThatADeadProcessLeftAloneIsDeleted() throws IOException {
    Files.createFile(output.resolve(".draft-7.lock"));

    DraftFolder.in(output).close();

    assertThat(output).isEmptyDirectory();
  }

  @Test
  void whatDiedMeanwhileIsDeletedAtTheEnd() throws IOException {
    try (DraftFolder drafts = DraftFolder.in(output)) {
      Path left = Files.createDirectory(output.resolve(".draft-7"));
      Files.writeString(left.resolve("model.onnx"), "half");
      Files.createFile(output.resolve(".draft-7.lock"));
      drafts.write("report.md", 4, file -> Files.writeString(file, "text"));
      drafts.place("report.md");
    }

    assertThat(output).isDirectoryContaining("glob:**/report.md");
    assertThat(output).isDirectoryNotContaining("glob:**/.draft*");
  }

  @Test
  void whatIsGoneAlreadyNeedNotBeDeleted() throws IOException {
    try (DraftFolder drafts = DraftFolder.in(output)) {
      Files.delete(drafts.draft("report.md").getParent());
    }
    assertThat(output).isEmptyDirectory();

    Path gone = output.resolve("out");
    try (DraftFolder drafts = DraftFolder.in(gone)) {
      Files.delete(drafts.draft("report.md").getParent());
      Files.delete(gone.resolve(drafts.draft("").getFileName() + ".lock"));
      Files.delete(gone);
    }
    assertThat(gone).doesNotExist();
  }

  @Test
  void aDiskWithoutRoomIsFoundBeforeAndNothingIsWritten() throws IOException {
    Files.writeString(output.resolve("checkpoint.bin"), "the one before");
    try (DraftFolder drafts = DraftFolder.in(output)) {
      long tooMuch = Files.getFileStore(output).getTotalSpace() + (1L << 30);

      assertThatThrownBy(
              () -> drafts.write("checkpoint.bin", tooMuch, file -> Files.writeString(file, "x")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageMatching(
              "cannot write \\S+/checkpoint.bin: the disk is too full; it needs about \\d+ MB, \\d+ MB"
                  + " are left");
      assertThat(drafts.draft("checkpoint.bin")).doesNotExist();
    }
    assertThat(output.resolve("checkpoint.bin")).hasContent("the one before");
  }

  @Test
  void aDiskThatFillsUpWhileWritingLeavesWhatWasThere() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no " + full);
    Files.writeString(output.resolve("report.json"), "the one before");
    try (DraftFolder drafts = DraftFolder.in(output)) {
      Files.createSymbolicLink(drafts.draft("report.json"), full);

      assertThatThrownBy(
              () -> drafts.write("report.json", 4, file -> Files.writeString(file, "text")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith(
              "cannot write "
                  + output.resolve("report.json")
                  + ": No space left on device; it needs");
    }
    assertThat(output.resolve("report.json")).hasContent("the one before");
  }
}
