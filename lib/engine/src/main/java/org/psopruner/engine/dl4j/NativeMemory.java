package org.psopruner.engine.dl4j;

import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/** Memory as JavaCPP counts and limits it, in bytes; a limit that is not set is 0. */
public enum NativeMemory {
  ARRAYS("Native arrays that JavaCPP knows of"),
  ARRAYS_LIMIT("The most of them: org.bytedeco.javacpp.maxbytes"),
  PROCESS("All that the process holds, the Java heap included"),
  PROCESS_LIMIT("The most of it: org.bytedeco.javacpp.maxphysicalbytes");

  private final String meaning;

  NativeMemory(String meaning) {
    this.meaning = meaning;
  }

  /** What a meter of it is called: {@code arrays.limit}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  public String meaning() {
    return meaning;
  }

  /** How much it is now. */
  public long bytes() {
    Natives.loaded(); // which sets the limits, if it comes first
    return switch (this) {
      case ARRAYS -> Pointer.totalBytes();
      case ARRAYS_LIMIT -> Pointer.maxBytes();
      case PROCESS -> Pointer.physicalBytes();
      case PROCESS_LIMIT -> Pointer.maxPhysicalBytes();
    };
  }
}
