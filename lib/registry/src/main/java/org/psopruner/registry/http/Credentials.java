package org.psopruner.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a client says who it is. It never shows what it holds. */
public final class Credentials {
  /** For a server that asks nobody. */
  public static final Credentials NONE = new Credentials(Optional.empty());

  /** Printable ASCII: what a header may hold, and every client and server can read. */
  private static final Pattern HEADER = Pattern.compile("[ -~]*");

  private final Optional<String> header;

  private Credentials(Optional<String> header) {
    this.header = header;
  }

  /** A token, as OAuth 2 has it (RFC 6750), without blanks and ends of lines around it. */
  public static Credentials bearer(String token) {
    return new Credentials(Optional.of("Bearer " + token.strip()));
  }

  /** A user and a password (RFC 7617). */
  public static Credentials basic(String username, String password) {
    String pair = username + ":" + password;
    return new Credentials(
        Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8))));
  }

  /** The value of the header {@code Authorization}. */
  Optional<String> header() {
    return header;
  }

  /** Whether they can be sent: Java's client refuses all else by a message that holds it. */
  boolean areSendable() {
    return header.filter(value -> !HEADER.matcher(value).matches()).isEmpty();
  }

  @Override
  public String toString() {
    return header.isPresent() ? "credentials" : "no credentials";
  }
}
