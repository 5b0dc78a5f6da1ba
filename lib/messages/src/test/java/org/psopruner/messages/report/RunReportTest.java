package org.psopruner.messages.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.messages.MessageException;

class RunReportTest {
  @TempDir Path folder;

  @Test
  void isReadAsItWasWritten() {
    Path file = folder.resolve(RunReport.FILE_NAME);
    ReportSample.report().write(file);

    assertThat(RunReport.read(file)).isEqualTo(ReportSample.report());
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    Path file = folder.resolve(RunReport.FILE_NAME);
    ReportSample.report().write(file);
    Files.writeString(file, Files.readString(file).replace("\"version\" : 1", "\"version\" : 2"));

    assertThatThrownBy(() -> RunReport.read(file))
        .isInstanceOf(MessageException.class)
        .hasMessageContaining("version is 2");
  }
}
