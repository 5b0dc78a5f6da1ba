/** {@code psopruner inspect}: what an ONNX file holds. */
package org.psopruner.cli.inspect;
