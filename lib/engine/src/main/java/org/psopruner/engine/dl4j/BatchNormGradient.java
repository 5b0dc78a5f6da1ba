package org.psopruner.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.engine.dl4j.NativeLayer.Backward;
import org.psopruner.engine.dl4j.Parameters.Parameter;

/**
 * The backward step of a batch norm. With d = x − mean, s = 1/√(variance + ε) and E the mean over
 * the batch, the gradient is affine in x and in the gradient g that comes in: {@code scale · s · (g
 * − E[g] − d · s² · E[g · d])} (Ioffe and Szegedy 2015, section 3, put together).
 */
final class BatchNormGradient implements Runnable {
  private final INDArray mean;
  private final INDArray variance;
  private final double epsilon;
  private final Parameter scale;
  private final Parameter shift;
  private final double values;
  private final INDArray outGradient;
  private final INDArray inGradient;
  private final INDArray scratch;
  private final Affine fromInput;
  private final Affine fromGradient;
  private final INDArray meanGradient;
  private final INDArray meanProduct;
  private final Runnable takeMeanGradient;
  private final Runnable takeMeanProduct;

  /**
   * @param mean of the batch, [channels], as is {@code variance}
   */
  BatchNormGradient(
      Backward arrays,
      INDArray mean,
      INDArray variance,
      double epsilon,
      Parameter scale,
      Parameter shift,
      Arena arena) {
    this.mean = mean;
    this.variance = variance;
    this.epsilon = epsilon;
    this.scale = scale;
    this.shift = shift;
    this.values = (double) arrays.input().length() / mean.length();
    this.outGradient = arrays.outGradient();
    this.inGradient = arrays.inputGradient();
    this.scratch = arena.take(arrays.input().shape());
    this.fromInput = new Affine(arrays.input(), scratch, arena);
    this.fromGradient = new Affine(outGradient, inGradient, arena);
    this.meanGradient = arena.keep(mean.length());
    this.meanProduct = arena.keep(mean.length());
    this.takeMeanGradient = new ChannelMean(outGradient, meanGradient, arena);
    this.takeMeanProduct = new ChannelMean(scratch, meanProduct, arena);
    arena.release(scratch);
  }

  @Override
  public void run() {
    float[] means = Arrays.read(mean);
    takeMeanGradient.run();
    fromInput.center(means);
    fromInput.run();
    scratch.muli(outGradient);
    takeMeanProduct.run();
    computeInputGradient(means, Arrays.read(meanGradient), Arrays.read(meanProduct));
  }

  private void computeInputGradient(float[] means, float[] gradients, float[] products) {
    float[] variances = Arrays.read(variance);
    float[] scales = Arrays.read(scale.value());
    int channels = scales.length;
    float[] ofGradient = new float[channels];
    float[] ofInput = new float[channels];
    float[] offsets = new float[channels];
    float[] scaleGradients = new float[channels];
    float[] shiftGradients = new float[channels];
    for (int c = 0; c < channels; c++) {
      double s = 1 / Math.sqrt(variances[c] + epsilon);
      ofGradient[c] = (float) (scales[c] * s);
      ofInput[c] = (float) (-scales[c] * s * s * s * products[c]);
      offsets[c] = (float) (-scales[c] * s * gradients[c]);
      scaleGradients[c] = (float) (values * s * products[c]);
      shiftGradients[c] = (float) (values * gradients[c]);
    }
    Arrays.write(scaleGradients, scale.gradient());
    Arrays.write(shiftGradients, shift.gradient());
    fromInput.set(means, ofInput, offsets);
    fromInput.run();
    fromGradient.set(new float[channels], ofGradient, new float[channels]);
    fromGradient.run();
    inGradient.addi(scratch);
  }
}
