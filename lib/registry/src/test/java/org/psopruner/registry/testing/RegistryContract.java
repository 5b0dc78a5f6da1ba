package org.psopruner.registry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psopruner.registry.FinishedModel;
import org.psopruner.registry.ModelRegistry;
import org.psopruner.registry.UnavailableException;

/** What every registry behind HTTP holds to: it delays, never loses, never registers twice. */
public abstract class RegistryContract {
  /** No adapter asks for more than this to register one model. */
  private static final int MANY = 40;

  @TempDir protected Path folder;

  /** The server, which is empty at first. */
  protected abstract FakeServer server();

  /** A new client of it, as after a restart. */
  protected abstract ModelRegistry registry();

  /** Fails unless the server has all of these models, each once, and nothing else. */
  protected abstract void assertHoldsOnly(FinishedModel... models) throws IOException;

  @Test
  void aModelThatComesAgainIsNotRegisteredAgain() throws IOException {
    FinishedModel first = Models.in(folder.resolve("1"), "first");
    FinishedModel second = Models.in(folder.resolve("2"), "second");

    URI place = registry().register(first);
    assertThat(registry().register(first)).isEqualTo(place);
    assertThat(registry().register(second)).isNotEqualTo(place);
    assertThat(registry().register(first)).isEqualTo(place);

    assertThat(server().violations()).isEmpty();
    assertHoldsOnly(first, second);
  }

  /** Each request fails once, before the server has done it; then each, after it has. */
  @Test
  void whereverAnAttemptEndsTheNextOneFinishesItOnce() throws IOException {
    FinishedModel[] models = new FinishedModel[2 * MANY];
    int tried = 0;
    for (boolean afterwards : new boolean[] {false, true}) {
      boolean failed = true;
      for (int n = 1; failed; n++) {
        assertThat(n).isLessThan(MANY);
        FinishedModel model = Models.in(folder.resolve("m" + tried), "m" + tried);
        models[tried++] = model;
        server().failAt(n, afterwards);
        failed = fails(model);
        server().failNever();
        registry().register(model);
      }
    }

    assertThat(tried).isGreaterThan(3);
    assertThat(server().violations()).isEmpty();
    assertHoldsOnly(Arrays.copyOf(models, tried));
  }

  private boolean fails(FinishedModel model) {
    try {
      registry().register(model);
      return false;
    } catch (UnavailableException e) {
      assertThat(e).hasMessageContaining("503");
      assertThat(e.getMessage()).hasLineCount(1);
      return true;
    }
  }

  @Test
  void oneThatIsDownIsUnavailable() throws IOException {
    FinishedModel model = Models.in(folder, "waits");
    server().setDown(true);
    assertThatThrownBy(() -> registry().register(model)).isInstanceOf(UnavailableException.class);
    server().setDown(false);

    registry().register(model);

    assertHoldsOnly(model);
  }

  @Test
  void oneThatIsNotThereIsUnavailable() {
    FinishedModel model = Models.in(folder, "waits");
    ModelRegistry registry = registry();
    server().close();

    assertThatThrownBy(() -> registry.register(model))
        .isInstanceOf(UnavailableException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }
}
