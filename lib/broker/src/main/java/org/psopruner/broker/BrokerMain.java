package org.psopruner.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The child process: formats the data folder where that is not done yet, then runs the broker. */
final class BrokerMain {
  /** The same at each start: a formatted folder refuses any other. 16 bytes in Base64. */
  private static final String CLUSTER_ID = "psopruner-single-nodeA";

  private BrokerMain() {}

  public static void main(String[] arguments) {
    String configuration = arguments[0];
    endWithParent();
    int exitCode =
        StorageTool.execute(
            new String[] {
              "format",
              "--standalone",
              "--ignore-formatted",
              "--cluster-id",
              CLUSTER_ID,
              "--config",
              configuration
            },
            System.out);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
    Kafka.main(new String[] {configuration});
  }

  /** The parent writes nothing: our standard input ends when the parent does, even by SIGKILL. */
  private static void endWithParent() {
    Thread watch = new Thread(BrokerMain::exitAtEndOfInput, "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void exitAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      throw new UncheckedIOException("cannot watch the parent process", e);
    } finally {
      System.exit(0);
    }
  }
}
