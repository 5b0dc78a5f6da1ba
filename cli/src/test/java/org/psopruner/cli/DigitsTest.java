package org.psopruner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In a locale whose digits are others, numbers are written with those that programs read. */
class DigitsTest {
  @Test
  void theCommandWritesTheDigitsThatItReads() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process command =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Duser.language=fa",
                  "-Duser.country=IR",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "demo",
                  "--port",
                  Integer.toString(taken.getLocalPort()))
              .redirectErrorStream(true)
              .start();

      String output =
          new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(output)
          .startsWith("psopruner: --port is " + taken.getLocalPort() + ", which is in use")
          .hasLineCount(1);
      assertThat(command.waitFor()).isEqualTo(2);
    }
  }
}
