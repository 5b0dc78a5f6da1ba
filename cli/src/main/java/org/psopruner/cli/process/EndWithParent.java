package org.psopruner.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Arrays;

/**
 * A child's main class: runs another main class until the child's standard input ends. The parent
 * writes nothing to it, so it ends when the parent does, even by SIGKILL.
 */
final class EndWithParent {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private EndWithParent() {}

  /**
   * Runs the main class that the first argument names.
   *
   * @param arguments the name, then the arguments of that class
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(EndWithParent::exitAtEndOfInput, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(arguments[0] + " failed", e.getCause());
    }
  }

  private static void exitAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      throw new UncheckedIOException("cannot watch the parent process", e);
    } finally {
      exit();
    }
  }

  /** A service that cannot end in order, because its broker is gone too, must end all the same. */
  private static void exit() {
    Thread inOrder = new Thread(() -> System.exit(0), "exit");
    inOrder.start();
    try {
      inOrder.join(GRACE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
