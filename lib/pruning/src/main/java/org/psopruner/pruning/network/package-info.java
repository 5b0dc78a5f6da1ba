/**
 * A convolutional network as plain data: an immutable graph of layers with float weights, and the
 * shapes that follow from it. It knows no file format and no engine.
 */
package org.psopruner.pruning.network;
