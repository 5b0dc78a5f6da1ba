package org.psopruner.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.psopruner.cli.BadInputException;

/**
 * The token that a coordinator asks for. The processes of a run get this one's environment, so what
 * tells the coordinator its token tells us, too.
 */
public final class OperatorToken {
  private static final String VARIABLE = "PSOPRUNER_ACCESS_OPERATOR_TOKEN";
  private static final String FILE = VARIABLE + "_FILE";

  private OperatorToken() {}

  /**
   * The token that is set.
   *
   * @throws BadInputException if it is in a file that cannot be read
   */
  public static Optional<String> in(Map<String, String> environment) {
    String file = environment.get(FILE);
    return file == null ? Optional.ofNullable(environment.get(VARIABLE)) : Optional.of(read(file));
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new BadInputException(
          "%s is %s, which cannot be read (%s); name a file with the token in it"
              .formatted(FILE, file, e),
          e);
    }
  }
}
