package org.psopruner.coordinator.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The static tokens, as their hashes: nothing that prints this object prints a token. */
final class Tokens {
  /** What RFC 6750 lets a bearer token be, and long enough not to be guessed. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,}=*");

  private final Map<String, byte[]> hashes;

  private Tokens(Map<String, byte[]> hashes) {
    this.hashes = hashes;
  }

  /**
   * The tokens that are set.
   *
   * @throws ConfigurationException in one line, without the token, if one cannot be used
   */
  static Tokens of(AccessSettings settings) {
    Map<String, byte[]> hashes = new LinkedHashMap<>();
    token(Roles.OPERATOR, settings.operatorToken(), settings.operatorTokenFile())
        .ifPresent(token -> hashes.put(Roles.OPERATOR, hash(token)));
    token(Roles.VIEWER, settings.viewerToken(), settings.viewerTokenFile())
        .ifPresent(token -> hashes.put(Roles.VIEWER, hash(token)));
    if (hashes.size() == 2
        && MessageDigest.isEqual(hashes.get(Roles.OPERATOR), hashes.get(Roles.VIEWER))) {
      throw new ConfigurationException(
          "the operator's and the viewer's token are the same; make them differ");
    }
    return new Tokens(hashes);
  }

  private static Optional<String> token(
      String role, Optional<String> value, Optional<String> file) {
    String setting = "psopruner.access." + role + "-token";
    if (value.isPresent() && file.isPresent()) {
      throw new ConfigurationException(
          "%s and %s-file are both set; set one of them".formatted(setting, setting));
    }
    Optional<String> token =
        file.map(path -> read(setting + "-file", path)).or(() -> value.map(String::strip));
    if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
      throw new ConfigurationException(
          ("the %s's token is none that can be used; it must be 16 or more of A-Z, a-z, 0-9 and"
                  + " ._~+/-, as 'openssl rand -base64 32' prints them")
              .formatted(role));
    }
    return token;
  }

  private static String read(String setting, String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new ConfigurationException(
          "%s is %s, which cannot be read (%s); name a file with the token in it"
              .formatted(setting, path, e));
    }
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return hashes.isEmpty();
  }

  /**
   * Whose token that is. The time that this takes tells nothing of the tokens: hashes are compared,
   * all of them, each to its end.
   */
  Optional<String> roleOf(String token) {
    byte[] hash = hash(token);
    Optional<String> role = Optional.empty();
    for (Map.Entry<String, byte[]> known : hashes.entrySet()) {
      if (MessageDigest.isEqual(known.getValue(), hash)) {
        role = Optional.of(known.getKey());
      }
    }
    return role;
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
