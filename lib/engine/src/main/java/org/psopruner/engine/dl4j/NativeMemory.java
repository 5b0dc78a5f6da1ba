package org.psopruner.engine.dl4j;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

  /** A gauge for each: {@code psopruner.memory.arrays.limit}. */
  public static void register(MeterRegistry registry) {
    for (NativeMemory figure : values()) {
      Gauge.builder("psopruner.memory." + figure.label(), figure, NativeMemory::bytes)
          .baseUnit("bytes")
          .description(figure.meaning)
          .register(registry);
    }
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** How much it is now. */
  private long bytes() {
    Natives.loaded(); // which sets the limits, if it comes first
    return switch (this) {
      case ARRAYS -> Pointer.totalBytes();
      case ARRAYS_LIMIT -> Pointer.maxBytes();
      case PROCESS -> Pointer.physicalBytes();
      case PROCESS_LIMIT -> Pointer.maxPhysicalBytes();
    };
  }
}
