package org.psopruner.engine.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.psopruner.data.LabelledImages;
import org.psopruner.engine.Normalization;
import org.psopruner.engine.NormalizedImages;
import org.psopruner.pruning.network.Shape;

/**
 * An image classifier in an ONNX file, run by ONNX Runtime on the CPU: one input [n, channels,
 * height, width] and a first output [n, classes], both float32. Each operator uses the given number
 * of threads (intra-op); operators run one after the other (inter-op 1, sequential); all graph
 * optimizations and thread spinning are on, which is ONNX Runtime's default. Not safe for use by
 * several threads at once.
 */
public final class OnnxRuntimeModel implements AutoCloseable {
  private final Path file;
  private final int threads;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String inputName;
  private final long[] inputDimensions;

  private OnnxRuntimeModel(Path file, int threads, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.file = file;
    this.threads = threads;
    this.environment = environment;
    this.session = session;
    NodeInfo input = session.getInputInfo().values().iterator().next();
    this.inputName = input.getName();
    this.inputDimensions = dimensions(input, 4);
    dimensions(session.getOutputInfo().values().iterator().next(), 2);
    for (int axis = 1; axis < 4; axis++) {
      if (inputDimensions[axis] < 1) {
        throw new OnnxRuntimeException(
            "%s: the input %s is %s; export it with channels, height and width as fixed numbers"
                .formatted(file, inputName, Arrays.toString(inputDimensions)));
      }
    }
  }

  /**
   * Loads a file; the caller closes the model.
   *
   * @param threads for one operator, at least 1
   * @throws OnnxRuntimeException if it is no model of that form, or ONNX Runtime cannot load it
   */
  public static OnnxRuntimeModel load(Path file, int threads) {
    requirePositive("threads", threads);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      OrtSession session = environment.createSession(file.toString(), options);
      try {
        return new OnnxRuntimeModel(file, threads, environment, session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw failure(file, "cannot load it", e);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %s; it must be at least 1".formatted(name, value));
    }
  }

  private long[] dimensions(NodeInfo node, int rank) {
    if (node.getInfo() instanceof TensorInfo info
        && info.type == OnnxJavaType.FLOAT
        && info.getShape().length == rank) {
      return info.getShape();
    }
    throw new OnnxRuntimeException(
        "%s: %s is %s; an image classifier with float32 of %s axes is needed"
            .formatted(file, node.getName(), node.getInfo(), rank));
  }

  /** The size of the images that it takes. */
  public Shape inputShape() {
    return new Shape(
        Math.toIntExact(inputDimensions[1]),
        Math.toIntExact(inputDimensions[2]),
        Math.toIntExact(inputDimensions[3]));
  }

  /**
   * The outputs for images that are normalised already.
   *
   * @param images [n, channels, height, width], row by row; may be longer
   * @param n how many, at least 1
   * @return [n, classes], what the network's last layer gives
   */
  public float[] predict(float[] images, int n) {
    try (OnnxTensor input = tensor(images, n);
        OrtSession.Result result = session.run(Map.of(inputName, input))) {
      FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[output.remaining()];
      output.get(values);
      return values;
    } catch (OrtException e) {
      throw failure(file, "cannot run it", e);
    }
  }

  private OnnxTensor tensor(float[] images, int n) throws OrtException {
    if (inputDimensions[0] > 0 && inputDimensions[0] != n) {
      throw new OnnxRuntimeException(
          "%s takes batches of %s only, not of %s; export it with a free batch axis"
              .formatted(file, inputDimensions[0], n));
    }
    int values = Math.multiplyExact(n, inputShape().size());
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffer.put(images, 0, values).flip();
    long[] dimensions = inputDimensions.clone();
    dimensions[0] = n;
    return OnnxTensor.createTensor(environment, buffer, dimensions);
  }

  /**
   * The share of images that it gets right. Those for which an output is NaN are none of them.
   *
   * @param images at least one, of the size and the number of classes that the model has
   * @param batch images at once, at least 1
   */
  public Accuracy accuracy(LabelledImages images, Normalization normalization, int batch) {
    requirePositive("batch", batch);
    NormalizedImages inputs = new NormalizedImages(images, normalization);
    requireFit(images);
    float[] values = new float[Math.multiplyExact(batch, images.shape().size())];
    int correct = 0;
    for (int from = 0; from < images.size(); from += batch) {
      int n = Math.min(batch, images.size() - from);
      inputs.copy(from, n, values);
      float[] outputs = predict(values, n);
      requireClasses(images, outputs.length / n);
      for (int i = 0; i < n; i++) {
        correct += isRight(outputs, i, images.classes(), images.label(from + i)) ? 1 : 0;
      }
    }
    return new Accuracy(correct, images.size());
  }

  private void requireFit(LabelledImages images) {
    if (!images.shape().equals(inputShape())) {
      throw new OnnxRuntimeException(
          "%s takes images of %s, but the data's are %s; give the data it was trained on"
              .formatted(file, inputShape(), images.shape()));
    }
  }

  private void requireClasses(LabelledImages images, int classes) {
    if (classes != images.classes()) {
      throw new OnnxRuntimeException(
          "%s knows %s classes, but the data have %s; give the data it was trained on"
              .formatted(file, classes, images.classes()));
    }
  }

  /** Of classes that are alike, the first is what the model says; with NaN, it says nothing. */
  private static boolean isRight(float[] outputs, int row, int classes, int label) {
    int best = 0;
    for (int c = 0; c < classes; c++) {
      float output = outputs[row * classes + c];
      if (Float.isNaN(output)) {
        return false;
      }
      if (output > outputs[row * classes + best]) {
        best = c;
      }
    }
    return best == label;
  }

  /**
   * Times whole runs on the same random images, the copying of images in and outputs out left out.
   *
   * @param batch images a run, at least 1
   * @param warmUps runs before, not timed
   * @param runs runs that are timed, at least 1
   */
  public Latency latency(int batch, int warmUps, int runs) {
    requirePositive("batch", batch);
    requirePositive("runs", runs);
    Random random = new Random(1);
    float[] images = new float[Math.multiplyExact(batch, inputShape().size())];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    try (OnnxTensor input = tensor(images, batch)) {
      for (int i = 0; i < warmUps; i++) {
        runNanos(input);
      }
      long[] nanos = new long[runs];
      for (int i = 0; i < runs; i++) {
        nanos[i] = runNanos(input);
      }
      return new Latency(batch, threads, runs, median(nanos) / 1e6);
    } catch (OrtException e) {
      throw failure(file, "cannot run it", e);
    }
  }

  private long runNanos(OnnxTensor input) throws OrtException {
    long start = System.nanoTime();
    OrtSession.Result result = session.run(Map.of(inputName, input));
    long nanos = System.nanoTime() - start;
    result.close();
    return nanos;
  }

  private static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
  }

  private static OnnxRuntimeException failure(Path file, String what, OrtException e) {
    String reason = e.getMessage().lines().findFirst().orElse("no reason given");
    return new OnnxRuntimeException(
        "%s: ONNX Runtime %s (%s); export it again".formatted(file, what, reason), e);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failure(file, "cannot close it", e);
    }
  }
}
