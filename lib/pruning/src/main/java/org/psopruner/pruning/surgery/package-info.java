/** Removes channels from a network, exactly. */
package org.psopruner.pruning.surgery;
