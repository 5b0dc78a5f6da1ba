package org.psopruner.coordinator.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How one gets in: openly on the loopback address, by token, by OpenID Connect. */
@Singleton
class Access {
  /** Before all else that starts: no broker is asked for a service that must not start. */
  private static final int FIRST = 1;

  private final Tokens tokens;
  private final boolean open;

  /**
   * Checks the settings.
   *
   * @throws ConfigurationException in one line if the API would be open to other machines, or a
   *     token cannot be used
   */
  Access(
      AccessSettings settings,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean oidc) {
    this.tokens = Tokens.of(settings);
    this.open = tokens.isEmpty() && !oidc;
    if (open && !Loopback.isAddress(host)) {
      throw new ConfigurationException(
          ("quarkus.http.host is %s, which other machines may reach, and nobody would have to log"
                  + " in; set PSOPRUNER_ACCESS_OPERATOR_TOKEN_FILE, or QUARKUS_OIDC_TENANT_ENABLED"
                  + " and QUARKUS_OIDC_AUTH_SERVER_URL, or leave the host at 127.0.0.1")
              .formatted(host));
    }
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) {
    // That this bean could be made is the check.
  }

  /** Whether nobody has to log in: the API is on the loopback address, and no log-in is set. */
  boolean isOpen() {
    return open;
  }

  /** Whose static token that is. */
  Optional<String> roleOf(String token) {
    return tokens.roleOf(token);
  }
}
