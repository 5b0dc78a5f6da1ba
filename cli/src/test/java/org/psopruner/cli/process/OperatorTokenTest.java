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
  void theEndOfItsLineIsNoPartOfIt() {
    assertThat(OperatorToken.in(Map.of(VARIABLE, "of-the-variable\r\n")))
        .contains("of-the-variable");
    assertThat(OperatorToken.in(Map.of(VARIABLE, ""))).isEmpty();
  }

  @Test
  void oneThatCannotBeSentIsRefusedAndNotShown() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\nmore");

    assertThatThrownBy(() -> OperatorToken.in(Map.of(VARIABLE, "s3cret\nmore")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(VARIABLE + " sets no token that can be sent")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> OperatorToken.in(Map.of(VARIABLE + "_FILE", file.toString())))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(VARIABLE + "_FILE sets no token that can be sent")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> OperatorToken.in(Map.of(VARIABLE + "_FILE", "/nowhere/token")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(VARIABLE + "_FILE is /nowhere/token, which cannot be read");
  }
}
