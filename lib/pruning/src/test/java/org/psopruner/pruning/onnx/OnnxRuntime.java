package org.psopruner.pruning.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import org.psopruner.pruning.network.Network;
import org.psopruner.pruning.network.Shape;

/** Runs ONNX files, to compare what is read and written with what it came from. */
final class OnnxRuntime {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private OnnxRuntime() {}

  /** The first output's values, flattened. */
  static float[] run(byte[] model, float[] images, long... shape) {
    try (OrtSession session = ENVIRONMENT.createSession(model);
        OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(images), shape);
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[output.remaining()];
      output.get(values);
      return values;
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime refuses the model", e);
    }
  }

  /** Holds the written network to the outputs of the file it was read from, to 1e-4. */
  static void assertSameOutputs(byte[] original, int batch, Network network) {
    float[] images = images(batch, network.inputShape());
    Shape shape = network.inputShape();
    long[] axes = {batch, shape.channels(), shape.height(), shape.width()};
    float[] expected = run(original, images, axes);
    float[] actual = run(OnnxWriter.bytes(network, Map.of()), images, axes);
    assertThat(actual).hasSameSizeAs(expected).containsExactly(expected, within(1e-4f));
  }

  /** Images of values from −2 to 2, always the same. */
  static float[] images(int batch, Shape shape) {
    Random random = new Random(17);
    float[] values = new float[batch * shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 4 - 2;
    }
    return values;
  }
}
