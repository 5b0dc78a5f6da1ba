package org.psopruner.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.psopruner.registry.UnavailableException;

class HttpServiceTest {
  @Test
  void anAddressThatIsNoneIsRefusedAndNamesNoSecret() {
    assertThatThrownBy(() -> service("registry.example.org"))
        .hasMessage(
            "the address of MLflow is registry.example.org; it must be http://host… or"
                + " https://host…");
    assertThatThrownBy(() -> service("ftp://me:s3cret@registry.example.org"))
        .hasMessageContaining("ftp://registry.example.org")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> service("ftp://registry.example.org/?code=s3cret"))
        .hasMessageContaining("ftp://registry.example.org/;")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> service("https://me:s3cret@registry.example.org"))
        .hasMessageContaining("set the user and the password apart")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aTokenGoesOutWithoutTheEndOfItsLineAndNotAtAllWithOneWithin() {
    assertThat(Credentials.bearer(" s3cret\r\n").header()).contains("Bearer s3cret");
    for (String token : new String[] {"s3cret\nmore", "s3cret\0", "s3crét"}) {
      assertThatThrownBy(
              () ->
                  new HttpService(
                      "MLflow", URI.create("https://example.org"), Credentials.bearer(token)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the token of MLflow holds a control character or another")
          .hasMessageNotContaining("s3cr");
    }
  }

  @Test
  void credentialsDoNotShowThemselves() {
    assertThat(Credentials.bearer("s3cret").toString()).doesNotContain("s3cret");
    assertThat(Credentials.basic("me", "s3cret").header()).contains("Basic bWU6czNjcmV0");
  }

  /** A POST that is followed elsewhere comes there as a GET, without what was posted. */
  @Test
  void nobodyIsFollowedElsewhere() throws IOException {
    List<String> asked = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.getResponseHeaders().set("Location", "https://me:s3cret@elsewhere/?code=s3cret");
          exchange.sendResponseHeaders(301, -1);
          exchange.close();
        });
    server.start();
    try {
      HttpService service =
          service("http://127.0.0.1:%d/hook/?code=s3cret".formatted(server.getAddress().getPort()));

      assertThatThrownBy(() -> service.send("POST", "", Map.of(), new byte[] {1}))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("/hook/ answers 301 and sends to https://elsewhere/, which is not")
          .hasMessageNotContaining("s3cret");
    } finally {
      server.stop(0);
    }
    assertThat(asked).containsExactly("POST /hook/?code=s3cret");
  }

  private static HttpService service(String address) {
    return new HttpService("MLflow", URI.create(address), Credentials.NONE);
  }
}
