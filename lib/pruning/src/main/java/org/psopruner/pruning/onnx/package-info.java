/**
 * Networks from and to ONNX files: the one place that knows the format. {@link
 * org.psopruner.pruning.onnx.OnnxReader} takes what the exporters of PyTorch, TensorFlow and Keras
 * write for image classifiers; {@link org.psopruner.pruning.onnx.OnnxWriter} writes opset 17.
 *
 * <p>A file is read in one walk over its nodes. What a node gives is either known while reading
 * (weights, and the small integer vectors that exporters compute shapes with) or an activation: the
 * output of a layer, seen through an order of axes. Nodes that only change how an activation is
 * seen (identity, dropout, squeeze, transpose, most reshapes) become no layer.
 */
package org.psopruner.pruning.onnx;
