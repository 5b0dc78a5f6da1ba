package org.psopruner.engine.dl4j;

import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads an operation runs on. OpenMP keeps the number for each calling thread.
 *
 * @param count at least 1
 */
record Threads(int count) {
  Threads {
    if (count < 1) {
      throw new IllegalArgumentException("threads is " + count + "; it must be at least 1");
    }
  }

  /** Sets the number for what the calling thread runs from now on. */
  void use() {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
  }

  /** The number that was set for the calling thread. */
  static int inUse() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }
}
