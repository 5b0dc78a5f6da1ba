/** What a network costs, and how much it may cost. */
package org.psopruner.pruning.cost;
