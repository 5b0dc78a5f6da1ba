/** Which channels must be removed together, found from the graph. */
package org.psopruner.pruning.groups;
