package org.psopruner.engine.dl4j;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Which of ND4J's native libraries to load. Those with oneDNN are made for one instruction set; the
 * plain one runs everywhere, many times slower. To be chosen before any class of ND4J is loaded.
 */
enum Natives {
  AVX512("-onednn-avx512", "oneDNN AVX-512"),
  AVX2("-onednn-avx2", "oneDNN AVX2"),
  PLAIN("", "plain"),
  /** For ARM processors of 64 bits, for which there is none with oneDNN. */
  ARM64("", "plain, ARM64"),
  /** Of the Maven profile cuda. Where there is no GPU, ND4J takes the plain one. */
  CUDA("", "CUDA 11.6, or plain without a GPU");

  private static final String CUDA_BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

  /** Kept here, for a logger that nobody holds forgets its level. */
  private static final List<Logger> CHATTY =
      List.of(Logger.getLogger("org.nd4j"), Logger.getLogger("org.deeplearning4j"));

  private final String extension;
  private final String description;

  Natives(String extension, String description) {
    this.extension = extension;
    this.description = description;
  }

  /** What it runs on, for reports. */
  String description() {
    return description;
  }

  /** The one for GPUs if it is among these classes, else the fastest that the processor can run. */
  static Natives forMachine(ClassLoader classes, String architecture, Set<String> flags) {
    return classes.getResource(CUDA_BACKEND) == null ? forProcessor(architecture, flags) : CUDA;
  }

  /**
   * The fastest that a processor can run.
   *
   * @param architecture as in Java's {@code os.arch}
   * @param flags as in Linux's {@code /proc/cpuinfo}
   */
  static Natives forProcessor(String architecture, Set<String> flags) {
    if (architecture.equals("aarch64")) {
      return ARM64;
    }
    if (flags.containsAll(Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl"))) {
      return AVX512;
    }
    return flags.containsAll(Set.of("avx2", "fma")) ? AVX2 : PLAIN;
  }

  /**
   * The one that a user chose.
   *
   * @param extension as JavaCPP's system property has it: {@code "-onednn-avx2"}
   */
  static Natives named(String extension) {
    return Stream.of(values())
        .filter(natives -> natives.extension.equals(extension))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is '%s'; it must be one of %s"
                        .formatted(
                            EXTENSION,
                            extension,
                            Stream.of(values())
                                .map(n -> "'" + n.extension + "'")
                                .distinct()
                                .toList())));
  }

  /**
   * Makes ND4J load the fastest for this machine, or the one that the user chose, and keep its log
   * lines to itself. JavaCPP's limit on the process's memory is by default a multiple of the Java
   * heap's, which has nothing to do with what arrays need; unless it is set, it becomes what the
   * machine or the container has.
   */
  private static Natives select() {
    System.setProperty("org.nd4j.log.initialization", "false");
    CHATTY.stream()
        .filter(logger -> logger.getLevel() == null)
        .forEach(logger -> logger.setLevel(Level.WARNING));
    if (System.getProperty(LIMIT) == null) {
      System.setProperty(LIMIT, Long.toString(totalMemoryBytes()));
    }
    Libc.tune();
    Natives natives =
        Optional.ofNullable(System.getProperty(EXTENSION))
            .map(Natives::named)
            .orElseGet(
                () ->
                    forMachine(
                        Natives.class.getClassLoader(),
                        System.getProperty("os.arch"),
                        processorFlags()));
    System.setProperty(EXTENSION, natives.extension);
    System.getLogger(Natives.class.getName())
        .log(System.Logger.Level.INFO, "The native library of ND4J: {0}", natives.description);
    return natives;
  }

  /** The library that this process uses; the first call chooses it. */
  static Natives loaded() {
    return Chosen.NATIVES;
  }

  private static final class Chosen {
    static final Natives NATIVES = select();
  }

  private static long totalMemoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static Set<String> processorFlags() {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return Set.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.of(line.substring(line.indexOf(':') + 1).trim().split("\\s+")))
          .orElse(Set.of());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
