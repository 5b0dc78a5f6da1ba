package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, where it ends before it builds anything. */
class LauncherTest {
  @TempDir Path folder;

  @Test
  void whatKeepsJavaFromStartingIsShown() throws Exception {
    assertThat(launched(System.getProperty("java.home"), "-Xmx1gb"))
        .contains("java' does not start: ")
        .contains("Invalid maximum heap size: -Xmx1gb");
  }

  @Test
  void aJavaThatIsTooOldIsNamed() throws Exception {
    assertThat(launched(javaThatSays("openjdk version \"1.8.0_392\""), ""))
        .contains("java' is Java 8; a JDK, 17 or later, is needed");
    assertThat(launched(javaThatSays("no version"), "")).contains("java' is Java unknown;");
  }

  private String javaThatSays(String version) throws IOException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho '%s' >&2\n".formatted(version));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    return folder.toString();
  }

  /** The one line that the script ends with. */
  private static String launched(String javaHome, String options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Shell.HOME.resolve("psopruner").toString(), "--version")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome);
    builder.environment().put("JAVA_TOOL_OPTIONS", options);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(1);
    assertThat(output).startsWith("psopruner: ").hasLineCount(1);
    return output;
  }
}
