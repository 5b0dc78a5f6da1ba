/** Pruning a network as a structure says, with nothing running. */
package org.psopruner.cli.pruning;
