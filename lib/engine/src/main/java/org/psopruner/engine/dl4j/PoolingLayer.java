package org.psopruner.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.psopruner.pruning.network.Layer;
import org.psopruner.pruning.network.Layer.Pooling.Kind;
import org.psopruner.pruning.network.Shape;
import org.psopruner.pruning.network.Window;

/** The maximum or the average over a sliding window. */
final class PoolingLayer extends NativeLayer {
  private final Kind kind;
  private final Window window;
  private final boolean countPadding;
  private final Padding padding;

  PoolingLayer(Layer.Pooling pooling) {
    this(pooling, pooling.kind(), pooling.window(), pooling.countPadding());
  }

  /** Over a whole image. */
  PoolingLayer(Layer.GlobalAveragePooling pooling, Shape image) {
    this(pooling, Kind.AVERAGE, new Window(image.height(), image.width(), 1, 1, 0, 0, 0, 0), true);
  }

  private PoolingLayer(Layer layer, Kind kind, Window window, boolean countPadding) {
    super(layer);
    this.kind = kind;
    this.window = window;
    this.countPadding = countPadding;
    this.padding = new Padding(window);
  }

  @Override
  Runnable forward(List<INDArray> in, INDArray out, Arena arena) {
    INDArray padded = padding.padded(in.get(0), arena);
    Runnable step =
        Steps.of(
            padding.fill(in.get(0), padded, kind == Kind.MAX ? Float.NEGATIVE_INFINITY : 0),
            new Operation(operation(), List.of(padded), List.of(out), settings()),
            correction(in.get(0), out, arena));
    padding.release(in.get(0), padded, arena);
    return step;
  }

  @Override
  Runnable backward(Backward arrays, Arena arena) {
    INDArray in = arrays.input();
    INDArray padded = padding.padded(in, arena);
    INDArray paddedGradient = padding.padded(arrays.inputGradient(), arena);
    Runnable step =
        Steps.of(
            padding.fill(in, padded, kind == Kind.MAX ? Float.NEGATIVE_INFINITY : 0),
            correction(in, arrays.outGradient(), arena),
            new Operation(
                operation() + "_bp",
                List.of(padded, arrays.outGradient()),
                List.of(paddedGradient),
                settings()),
            padding.crop(paddedGradient, arrays.inputGradient()));
    padding.release(in, padded, arena);
    padding.release(arrays.inputGradient(), paddedGradient, arena);
    return step;
  }

  private String operation() {
    return kind == Kind.MAX ? "maxpool2d" : "avgpool2d";
  }

  /**
   * libnd4j's integer arguments: kernel, strides, padding, dilation, padding as given (0), divide
   * by the whole window (1) or by its pixels within the image (0), NHWC (1).
   */
  private long[] settings() {
    return new long[] {
      window.height(),
      window.width(),
      window.strideY(),
      window.strideX(),
      padding.rows(),
      padding.columns(),
      1,
      1,
      0,
      countPadding || padding.isExplicit() ? 1 : 0,
      1
    };
  }

  /**
   * Where padding was copied in, but does not count: whole windows over pixels within the image.
   */
  private Runnable correction(INDArray in, INDArray averages, Arena arena) {
    if (kind == Kind.MAX || countPadding || !padding.isExplicit()) {
      return () -> {};
    }
    long rows = averages.size(1);
    long columns = averages.size(2);
    float[] factors = new float[Math.toIntExact(rows * columns)];
    for (int y = 0; y < rows; y++) {
      long tall = inside(y * window.strideY() - window.top(), window.height(), in.size(1));
      for (int x = 0; x < columns; x++) {
        long wide = inside(x * window.strideX() - window.left(), window.width(), in.size(2));
        factors[Math.toIntExact(y * columns + x)] =
            (float) window.area() / Math.max(1, tall * wide);
      }
    }
    INDArray factor = arena.keep(1, rows, columns, 1);
    Arrays.write(factors, factor);
    return () -> averages.muli(factor);
  }

  private static long inside(long start, long length, long size) {
    return Math.min(start + length, size) - Math.max(start, 0);
  }
}
