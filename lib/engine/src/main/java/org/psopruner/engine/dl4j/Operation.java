package org.psopruner.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of ND4J's operations, bound once to its arrays and settings, to be run many times. ND4J's own
 * way builds the native context anew for every run and leaves it to the garbage collector.
 */
final class Operation implements Runnable {
  private final DynamicCustomOp operation;
  private final OpContext context;

  /**
   * @param name as in ND4J's list of operations
   * @param settings the integer arguments, in the order that libnd4j reads them
   */
  Operation(String name, List<INDArray> inputs, List<INDArray> outputs, long... settings) {
    this(name, inputs, outputs, new double[0], settings);
  }

  Operation(
      String name,
      List<INDArray> inputs,
      List<INDArray> outputs,
      double[] factors,
      long... settings) {
    operation = DynamicCustomOp.builder(name).build();
    context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(inputs);
    context.setOutputArrays(outputs);
    context.setTArguments(factors);
    context.setIArguments(settings);
  }

  @Override
  public void run() {
    Nd4j.getExecutioner().exec(operation, context);
  }
}
