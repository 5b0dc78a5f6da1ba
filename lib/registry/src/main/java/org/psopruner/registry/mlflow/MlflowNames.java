package org.psopruner.registry.mlflow;

import java.util.Optional;
import java.util.function.Supplier;
import org.psopruner.registry.UnavailableException;
import org.psopruner.registry.http.HttpService;
import org.psopruner.registry.http.JsonService;

/** What a server has by its name, an experiment or a registered model. */
final class MlflowNames {
  private static final int BAD_REQUEST = 400;
  private static final String THERE = "RESOURCE_ALREADY_EXISTS";

  private final HttpService server;
  private final JsonService json;

  MlflowNames(HttpService server) {
    this.server = server;
    this.json = new JsonService(server);
  }

  /**
   * Finds it, or makes it where it is missing. Another retrainer may make it in between.
   *
   * @param find looks it up
   * @param path makes it
   * @param doing making it, for people
   */
  <T> T findOrMake(Supplier<Optional<T>> find, String path, String name, String doing) {
    return find.get()
        .orElseGet(
            () -> {
              make(path, name, doing);
              return find.get().orElseThrow(() -> lost(doing));
            });
  }

  private void make(String path, String name, String doing) {
    HttpService.Answer answer = json.answer(path, JsonService.object().put("name", name));
    if (answer.status() != BAD_REQUEST || !answer.body().contains(THERE)) {
      json.parse(answer, doing);
    }
  }

  private UnavailableException lost(String doing) {
    return new UnavailableException(
        "MLflow at %s does not find what it says is there when asked to %s; restore it there if it was deleted, or take another name"
            .formatted(server.base(), doing));
  }
}
