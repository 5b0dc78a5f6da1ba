/** Networks to train from scratch: published architectures with random weights. */
package org.psopruner.training.architecture;
