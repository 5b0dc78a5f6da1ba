package org.psopruner.engine.dl4j;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * Settings of the C libraries below ND4J, which they read from the process's environment or take by
 * a call, and which Java cannot make. To be made before any class of ND4J is loaded.
 */
final class Libc {
  private static final int KEEP = 0;
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_MAX = -4;

  private Libc() {}

  /**
   * Lets OpenMP's threads sleep while they wait for each other, unless the environment says
   * otherwise. By default they spin, and where other processes want the same cores, they spin
   * instead of the thread that they wait for: with four times more runnable threads than cores,
   * training took eighteen times as long.
   *
   * <p>Lets malloc keep freed memory. By default large blocks, which oneDNN takes anew for every
   * operation, go back to the system each time, and every page of them faults again: a fifth of the
   * time in training.
   */
  static void tune() {
    if (Platform.isLinux()) {
      call("setenv", "OMP_WAIT_POLICY", "passive", KEEP);
      call("mallopt", M_MMAP_MAX, 0);
      call("mallopt", M_TRIM_THRESHOLD, Integer.MAX_VALUE);
    }
  }

  private static void call(String function, Object... arguments) {
    Function.getFunction(Platform.C_LIBRARY_NAME, function).invokeInt(arguments);
  }
}
