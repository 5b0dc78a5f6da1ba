package org.psopruner.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {
  private ServerSocket server;
  private Gate gate;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    gate = Gate.to(server.getLocalPort());
  }

  @AfterEach
  void end() throws IOException {
    gate.close();
    server.close();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), gate.port());
  }

  @Test
  void carriesBytesBothWays() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      client.getOutputStream().write(new byte[] {1, 2});
      served.getOutputStream().write(3);

      assertThat(served.getInputStream().readNBytes(2)).containsExactly(1, 2);
      assertThat(client.getInputStream().read()).isEqualTo(3);
    }
  }

  @Test
  void whatIsSentWhileItIsShutArrivesWhenItIsOpened() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      gate.shut();
      client.getOutputStream().write(new byte[] {1, 2});
      served.setSoTimeout(300);
      assertThatThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      gate.open();

      served.setSoTimeout(20_000);
      assertThat(served.getInputStream().readNBytes(2)).containsExactly(1, 2);
    }
  }

  @Test
  void aConnectionThatComesWhileItIsShutIsMadeWhenItIsOpened() throws IOException {
    gate.shut();
    try (Socket client = connect()) {
      server.setSoTimeout(300);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);

      gate.open();

      server.setSoTimeout(20_000);
      try (Socket served = server.accept()) {
        client.getOutputStream().write(1);
        assertThat(served.getInputStream().read()).isEqualTo(1);
      }
    }
  }

  @Test
  void oneSidesEndIsTheOthers() throws IOException {
    try (Socket client = connect();
        Socket served = server.accept()) {
      served.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }
}
