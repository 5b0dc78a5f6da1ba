package org.psopruner.cli.remote;

import java.net.URI;
import org.psopruner.cli.BadInputException;
import org.psopruner.cli.process.OperatorToken;
import picocli.CommandLine.Option;

/** Where the coordinator is. The token that it asks for, the environment tells. */
final class CoordinatorOption {
  @Option(
      names = "--coordinator",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The coordinator's REST API (default: ${DEFAULT-VALUE}).")
  private String coordinator;

  /**
   * A client of it.
   *
   * @throws BadInputException if that is no URL of a server
   */
  RemoteCoordinator open() {
    try {
      URI uri = URI.create(coordinator.strip());
      if (uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return new RemoteCoordinator(uri, OperatorToken.in(System.getenv()));
      }
    } catch (IllegalArgumentException e) {
      // It is refused below.
    }
    throw new BadInputException(
        "--coordinator is %s; it must be http://HOST:PORT or https://HOST:PORT"
            .formatted(coordinator));
  }
}
