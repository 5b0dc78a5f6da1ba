package org.psopruner.pruning.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import org.psopruner.pruning.network.Network;

/** Reading what was written. */
final class RoundTrip {
  private RoundTrip() {}

  static Network of(Network network) {
    try {
      return OnnxReader.parse(OnnxWriter.bytes(network, Map.of())).network();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("what was written is no protobuf", e);
    }
  }

  static void assertEqual(Network actual, Network expected) {
    assertThat(actual.inputName()).isEqualTo(expected.inputName());
    assertThat(actual.inputShape()).isEqualTo(expected.inputShape());
    assertThat(actual.layers()).isEqualTo(expected.layers());
    assertThat(actual.outputName()).isEqualTo(expected.outputName());
  }
}
