package org.psopruner.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

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
    assertThatThrownBy(() -> service("https://me:s3cret@registry.example.org"))
        .hasMessageContaining("set the user and the password apart")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void credentialsDoNotShowThemselves() {
    assertThat(Credentials.bearer("s3cret").toString()).doesNotContain("s3cret");
    assertThat(Credentials.basic("me", "s3cret").header()).contains("Basic bWU6czNjcmV0");
  }

  private static HttpService service(String address) {
    return new HttpService("MLflow", URI.create(address), Credentials.NONE);
  }
}
