package org.psopruner.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URL;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NativesTest {
  @Test
  void takesTheWidestInstructionsThatTheProcessorHas() {
    assertThat(Natives.forProcessor("amd64", Set.of("sse2", "avx", "avx2", "fma")))
        .isEqualTo(Natives.AVX2);
    assertThat(
            Natives.forProcessor(
                "amd64", Set.of("avx2", "fma", "avx512f", "avx512bw", "avx512dq", "avx512vl")))
        .isEqualTo(Natives.AVX512);
  }

  @Test
  void takesThePlainLibraryForProcessorsWithFewerInstructions() {
    assertThat(Natives.forProcessor("amd64", Set.of())).isEqualTo(Natives.PLAIN);
    assertThat(Natives.forProcessor("amd64", Set.of("sse2", "avx"))).isEqualTo(Natives.PLAIN);
    assertThat(Natives.forProcessor("amd64", Set.of("avx2", "fma", "avx512f")))
        .isEqualTo(Natives.AVX2);
  }

  @Test
  void takesTheLibraryForArmWhateverTheFlags() {
    assertThat(Natives.forProcessor("aarch64", Set.of())).isEqualTo(Natives.ARM64);
    assertThat(Natives.forProcessor("aarch64", Set.of("avx2", "fma"))).isEqualTo(Natives.ARM64);
  }

  @Test
  void takesTheLibraryForGpusWhereItIsBuiltIn() {
    ClassLoader cuda =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public URL getResource(String name) {
            return super.getResource(
                name.endsWith("/JCublasBackend.class") ? "org/junit/jupiter/api/Test.class" : name);
          }
        };

    assertThat(Natives.forMachine(cuda, "amd64", Set.of("avx2", "fma"))).isEqualTo(Natives.CUDA);
    assertThat(Natives.forMachine(getClass().getClassLoader(), "amd64", Set.of("avx2", "fma")))
        .isEqualTo(Natives.AVX2);
  }

  @Test
  void takesWhatTheUserChose() {
    assertThat(Natives.named("-onednn-avx2")).isEqualTo(Natives.AVX2);
    assertThat(Natives.named("")).isEqualTo(Natives.PLAIN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Natives.named("-avx9"))
        .withMessageContaining("'-avx9'");
  }
}
