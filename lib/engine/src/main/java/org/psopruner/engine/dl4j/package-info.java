/**
 * The engine on DL4J's array library, ND4J.
 *
 * <p>DL4J's own layers and network classes are not used to run: in this release (1.0.0-M2.1) they
 * never reach oneDNN, which makes them some twelve times slower than the machine, and their
 * training allocates anew what is the same in every step. So a network is laid out once for a size
 * of batch as a list of steps over fixed arrays ({@link org.psopruner.engine.dl4j.ForwardPass},
 * {@link org.psopruner.engine.dl4j.TrainingPass}, {@link org.psopruner.engine.dl4j.Recalibration});
 * a step is one of ND4J's operations, in the layout [n, height, width, channels], in which oneDNN
 * is fastest here. The update is DL4J's own. For DL4J's users, {@link
 * org.psopruner.engine.dl4j.Dl4jZip} writes a network made of stock layers.
 *
 * <p>What was measured and avoided: {@code batchnorm_bp} (ten times slower than the same as affine
 * functions, see {@link org.psopruner.engine.dl4j.BatchNormLayer}), {@code relu_bp}, {@code
 * moments} and sums along the first axes ({@link org.psopruner.engine.dl4j.ChannelMean}).
 */
package org.psopruner.engine.dl4j;
