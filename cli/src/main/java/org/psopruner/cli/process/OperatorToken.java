package org.psopruner.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.psopruner.cli.BadInputException;

/**
 * The token that a coordinator asks for. The processes of a run get this one's environment, so what
 * tells the coordinator its token tells us, too.
 */
public final class OperatorToken {
  private static final String VARIABLE = "PSOPRUNER_ACCESS_OPERATOR_TOKEN";
  private static final String FILE = VARIABLE + "_FILE";

  /** What RFC 6750 lets a bearer token be; how long it is, is the coordinator's to say. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private OperatorToken() {}

  /**
   * The token that is set; a variable that is empty sets none.
   *
   * @throws BadInputException if it is in a file that cannot be read, or is none that can be sent
   */
  public static Optional<String> in(Map<String, String> environment) {
    return set(FILE, environment)
        .map(file -> checked(FILE, read(file)))
        .or(() -> set(VARIABLE, environment).map(token -> checked(VARIABLE, token)));
  }

  private static Optional<String> set(String variable, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
  }

  /** Java's client would refuse it by a message that holds it. */
  private static String checked(String variable, String text) {
    String token = text.strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new BadInputException(
          "%s sets no token that can be sent; it must be of A-Z, a-z, 0-9 and ._~+/- alone, in one line"
              .formatted(variable));
    }
    return token;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new BadInputException(
          "%s is %s, which cannot be read (%s); name a file with the token in it"
              .formatted(FILE, file, e),
          e);
    }
  }
}
