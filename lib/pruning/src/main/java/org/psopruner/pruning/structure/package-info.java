/** Which channels a pruned network keeps, and how a particle becomes that. */
package org.psopruner.pruning.structure;
