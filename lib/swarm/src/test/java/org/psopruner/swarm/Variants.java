package org.psopruner.swarm;

import java.util.List;
import java.util.stream.Stream;

/** Every variant at every pace and with every way at the bounds. */
final class Variants {
  private Variants() {}

  static List<Variant> all(int iterations) {
    return List.of(
        Variant.GlobalBest.CONSTRICTION,
        Variant.GlobalBest.TRELEA,
        new Variant.Spso2011(Variant.Topology.RING),
        new Variant.Spso2011(Variant.Topology.ADAPTIVE_RANDOM),
        new Variant.ComprehensiveLearning(iterations),
        new Variant.QuantumBehaved(iterations));
  }

  /** Nine particles in five dimensions. */
  static Stream<SwarmSettings> settings() {
    return all(60).stream()
        .map(variant -> SwarmSettings.of(9, 5, 42, variant))
        .flatMap(settings -> Stream.of(Pace.values()).map(settings::with));
  }
}
