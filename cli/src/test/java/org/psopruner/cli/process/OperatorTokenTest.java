package org.psopruner.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.cli.BadInputException;

class OperatorTokenTest {
  private static final String VARIABLE = "PSOPRUNER_ACCESS_OPERATOR_TOKEN";

  @TempDir private Path folder;

  @Test
  void itIsWhatTheCoordinatorWillBeTold() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "of-the-file\n");

    assertThat(OperatorToken.in(Map.of())).isEmpty();
    assertThat(OperatorToken.in(Map.of(VARIABLE, "of-the-variable"))).contains("of-the-variable");
    assertThat(OperatorToken.in(Map.of(VARIABLE + "_FILE", file.toString())))
        .contains("of-the-file");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> OperatorToken.in(Map.of(VARIABLE + "_FILE", "/nowhere/token")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(VARIABLE + "_FILE is /nowhere/token, which cannot be read");
  }
}
