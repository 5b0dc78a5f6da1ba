package org.psopruner.engine.dl4j;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Products of matrices. */
final class MatrixProduct {
  private MatrixProduct() {}

  /** The product, of a matrix or its transpose each. */
  static Operation of(
      INDArray left, boolean turnLeft, INDArray right, boolean turnRight, INDArray result) {
    return new Operation(
        "matmul", List.of(left, right), List.of(result), turnLeft ? 1 : 0, turnRight ? 1 : 0);
  }

  /** A product, and then a bias added to each row of its result. */
  static Runnable plusBias(Runnable product, Optional<INDArray> bias, INDArray result) {
    return bias.<Runnable>map(
            b -> Steps.of(product, new Operation("biasadd", List.of(result, b), List.of(result))))
        .orElse(product);
  }

  /**
   * The sum of each column, as a product with ones: ND4J's reductions are slow along this axis.
   *
   * @param result [columns]
   */
  static Runnable columnSums(INDArray matrix, INDArray result, Arena arena) {
    INDArray ones = arena.keep(1, matrix.size(0)).assign(1);
    return of(ones, false, matrix, false, Arrays.view(result, 0, 1, matrix.size(1)));
  }

  /** An array as a matrix with a row for each place on all axes but the last. */
  static INDArray rows(INDArray array) {
    long columns = array.size(-1);
    return Arrays.view(array, 0, array.length() / columns, columns);
  }
}
